using MedMim.Foundation.Failures;
using MedMim.Foundation.Progress;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Tests;

public sealed class PredictionFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("medmim-predictions-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_nifti_prediction_is_measured_on_an_oblique_grid()
    {
        var (c, s) = (Math.Cos(0.4), Math.Sin(0.4));
        var grid = new VolumeGeometry(
            new(4, 6, 8), new(0.8, 0.9, 3), new(-20, 31, 7.5), new(c, s, 0), new(-s, c, 0), new(0, 0, 1));
        var labels = new Volume<byte>(grid);
        labels[1, 2, 3] = labels[2, 2, 3] = 1;
        var path = Path.Combine(folder, "c1.nii.gz");
        VolumeFile.Write(path, labels);
        var @case = new EvaluationCase("c1", "p1", "a", () => labels, () => PredictionFile.Read(path, "c1", "a"));
        var metrics = Assert.Single(new Evaluator([1], new()).Evaluate(
            [@case], 1, SilentProgress.Instance, TestContext.Current.CancellationToken));
        Assert.Equal((1, 0), (metrics.Labels[0].Dice, metrics.Labels[0].Hd95Mm));
        Assert.Equal(2 * 0.8 * 0.9 * 3, metrics.Labels[0].ReferenceVolumeMm3, 1e-9);
    }

    [Fact]
    public void A_missing_file_is_none_and_a_broken_one_names_the_case_and_not_the_file()
    {
        Assert.Null(PredictionFile.Read(Path.Combine(folder, "none.nii.gz"), "c1", "a"));
        var broken = Path.Combine(folder, "smith.nii");
        File.WriteAllText(broken, "no scan");
        var e = Assert.Throws<InputException>(() => PredictionFile.Read(broken, "c1", "a"));
        Assert.Contains("case c1, arm a", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("smith", e.Message, StringComparison.Ordinal);
    }
}
