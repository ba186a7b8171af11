using MedMim.Foundation.Failures;
using MedMim.Foundation.Progress;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Tests;

public class EvaluatorTests
{
    private static readonly VolumeGeometry Grid = VolumeGeometry.Identity(new(1, 2, 2), new(1, 1, 1));

    [Fact]
    public void Measures_every_case_in_order_on_several_threads()
    {
        var cases = Enumerable.Range(0, 20).Select(i => Case($"case{i}", [1, 1, 0, 0], [1, (byte)(i % 2), 0, 0])).ToList();
        var results = new Evaluator([1], new()).Evaluate(cases, 4, SilentProgress.Instance, TestContext.Current.CancellationToken);
        Assert.Equal(cases.Select(c => c.CaseId), results.Select(r => r.CaseId));
        Assert.Equal(2.0 / 3, results[0].Labels[0].Dice, 1e-12);
        Assert.Equal(1, results[1].Labels[0].Dice);
    }

    [Fact]
    public void A_missing_prediction_names_its_case()
    {
        var missing = new EvaluationCase("c7", "p", "scratch", () => new(Grid), () => null) { File = "predictions/scratch/c7.nii.gz" };
        var e = Assert.Throws<InputException>(() => new Evaluator([1], new()).Evaluate(
            [Case("c6", [1, 0, 0, 0], [1, 0, 0, 0]), missing], 2, SilentProgress.Instance,
            TestContext.Current.CancellationToken));
        Assert.Equal("case c7, arm scratch (predictions/scratch/c7.nii.gz)", e.Subject);
        Assert.Contains("no prediction", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void Another_grid_is_refused()
    {
        var shifted = Grid with { Origin = new(5, 0, 0) };
        var e = Assert.Throws<InputException>(() => new Evaluator([1], new()).Measure(
            new("c1", "p", "a", () => new(Grid), () => new(shifted))));
        Assert.Contains("another grid", e.Message, StringComparison.Ordinal);
        Assert.Contains("original scan", e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_label_is_refused()
    {
        var e = Assert.Throws<InputException>(() => new Evaluator([1, 2], new()).Measure(
            Case("c1", [1, 2, 0, 0], [1, 2, 3, 0])));
        Assert.Contains("unknown label 3 in its prediction", e.Message, StringComparison.Ordinal);
        Assert.Contains("knows 1, 2", e.Remedy, StringComparison.Ordinal);
    }

    private static EvaluationCase Case(string id, byte[] reference, byte[] prediction) =>
        new(id, "p" + id, "a", () => new Volume<byte>(Grid, reference), () => new Volume<byte>(Grid, prediction));
}
