using System.Text.Json;
using MedMim.Evaluation.Metrics;
using MedMim.Evaluation.Summaries;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Tests.Summaries;

public sealed class SummaryFileTests : IDisposable
{
    private static readonly VolumeGeometry Grid = VolumeGeometry.Identity(new(1, 2, 5), new(1, 1, 1));

    private readonly string path = Path.Combine(Directory.CreateTempSubdirectory("medmim-summary-").FullName, SummaryFile.Name);

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

    /// <summary>Counted by hand. Of ten voxels label 1 has two right, one too many, one missed; label 2 is nowhere in the second scan.</summary>
    [Fact]
    public void Figures_are_those_counted_by_hand()
    {
        SummaryFile.Write(path,
        [
            Case("a", [1, 1, 1, 0, 0, 2, 2, 0, 0, 0], [1, 1, 0, 1, 0, 2, 2, 0, 0, 0]),
            Case("b", [1, 1, 0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        ]);
        var text = File.ReadAllText(path);
        Assert.Equal(2, text.Split(": NaN").Length - 1);
        using var json = JsonDocument.Parse(text.Replace(": NaN", ": null", StringComparison.Ordinal));
        var first = json.RootElement.GetProperty("metric_per_case")[0];
        Assert.Equal("ref/a", first.GetProperty("reference_file").GetString());
        Assert.Equal("pred/a", first.GetProperty("prediction_file").GetString());
        Assert.Equal(
            """{"Dice":0.6666666666666666,"IoU":0.5,"FP":1,"TP":2,"FN":1,"TN":6,"n_pred":3,"n_ref":3}""", Compact(first.GetProperty("metrics").GetProperty("1")));
        Assert.Equal(
            """{"Dice":null,"IoU":null,"FP":0,"TP":0,"FN":0,"TN":10,"n_pred":0,"n_ref":0}""",
            Compact(json.RootElement.GetProperty("metric_per_case")[1].GetProperty("metrics").GetProperty("2")));
        var mean = json.RootElement.GetProperty("mean");
        Assert.Equal(1.0 / 3, mean.GetProperty("1").GetProperty("Dice").GetDouble(), 1e-12);
        Assert.Equal(1.0, mean.GetProperty("2").GetProperty("Dice").GetDouble());
        Assert.Equal(9.0, mean.GetProperty("2").GetProperty("TN").GetDouble());
        Assert.Equal(2.0 / 3, json.RootElement.GetProperty("foreground_mean").GetProperty("Dice").GetDouble(), 1e-12);
        Assert.Equal(["foreground_mean", "mean", "metric_per_case"], json.RootElement.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void Cases_without_counts_are_refused()
    {
        var uncounted = LabelMeasurement.Measure(new byte[10], new byte[10], Grid, 1, new()) with { Voxels = null };
        Assert.Throws<ArgumentException>(() => SummaryFile.Write(path, [new("ref", null, [uncounted])]));
        Assert.Throws<ArgumentException>(() => SummaryFile.Write(path, []));
        Assert.False(File.Exists(path));
    }

    private static SummaryCase Case(string name, byte[] reference, byte[] prediction) => new(
        "ref/" + name, "pred/" + name, [.. new byte[] { 1, 2 }.Select(l => LabelMeasurement.Measure(reference, prediction, Grid, l, new()))]);

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);
}
