using MedMim.Evaluation.Probes;
using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Tests.Probes;

public class ProbeStatisticsTests
{
    private static readonly BootstrapOptions Bootstrap = new(1) { Replicates = 400 };

    [Fact]
    public void A_confusion_matrix_has_the_textbooks_figures()
    {
        var matrix = Matrix(3, [(0, 0, 8), (0, 1, 2), (1, 1, 5), (1, 0, 5)]);
        Assert.Equal((0.8, 0.5, null), (matrix.Recall(0), matrix.Recall(1), matrix.Recall(2)));
        Assert.Equal(0.65, matrix.BalancedAccuracy!.Value, 1e-12);
        Assert.Equal(16 / 23.0, matrix.F1(0)!.Value, 1e-12);
        Assert.Equal(((16 / 23.0) + (10 / 17.0)) / 2, matrix.MacroF1!.Value, 1e-12);
        Assert.Null(new ConfusionMatrix(2).BalancedAccuracy);
    }

    [Fact]
    public void Patients_count_alike_and_seeds_are_averaged()
    {
        // Recalls 1 and 0.5 of patient a in two seeds, 0 of patient b with many more voxels.
        ProbeAnswer[] answers =
        [
            Answer("mim", 1, "a", (0, 0, 2), (1, 1, 2)), Answer("mim", 2, "a", (0, 0, 2), (1, 0, 2)),
            Answer("mim", 1, "b", (0, 1, 50), (1, 0, 50)), Answer("mim", 2, "b", (0, 1, 50), (1, 0, 50)),
            .. new[] { (1UL, "a"), (2UL, "a"), (1UL, "b"), (2UL, "b") }.Select(k => Answer("random", k.Item1, k.Item2, (0, 0, 1), (1, 0, 1))),
        ];
        var figures = new ProbeStatistics(new("voxels", ["x", "y"], IsPooled: false), Bootstrap).Of(answers, "random");

        Assert.Equal(["mim", "random"], figures.Select(f => f.Encoder));
        Assert.Equal(0.375, figures[0].BalancedAccuracy.Estimate, 1e-12);
        Assert.Equal(-0.125, figures[0].AccuracyGain!.Estimate, 1e-12);
        Assert.Equal(2, figures[0].AccuracyGain!.Patients);
        Assert.Null(figures[1].AccuracyGain);
        Assert.Equal(0.5, figures[1].BalancedAccuracy.Estimate, 1e-12);
    }

    [Fact]
    public void Pooled_answers_are_counted_together_and_a_perfect_probe_has_no_spread()
    {
        // Each patient has one scan: no figure of its own.
        ProbeAnswer[] answers =
        [
            .. Enumerable.Range(0, 8).Select(i => Answer("mim", 1, $"p{i}", (i % 4 == 0 ? 1 : 0, i % 4 == 0 ? 1 : 0, 1))),
            .. Enumerable.Range(0, 8).Select(i => Answer("random", 1, $"p{i}", (i % 4 == 0 ? 1 : 0, 0, 1))),
        ];
        var figures = new ProbeStatistics(new("modality", ["CT", "MR"], IsPooled: true), Bootstrap).Of(answers, "random");

        var perfect = figures[0].BalancedAccuracy;
        Assert.Equal((1.0, 1.0, 1.0, IntervalMethod.Percentile), (perfect.Low, perfect.Estimate, perfect.High, perfect.Method));
        Assert.Equal(0.5, figures[1].BalancedAccuracy.Estimate, 1e-12);
        Assert.Equal(0.5, figures[0].AccuracyGain!.Estimate, 1e-12);
        Assert.Null(figures[0].PValue);
    }

    [Fact]
    public void A_table_fits_80_columns()
    {
        const string name = "an-encoder-with-a-very-long-name";
        ProbeAnswer[] answers =
        [
            .. from encoder in new[] { name, "b", "c", "d", "e", "random" }
               from patient in new[] { "p1", "p2", "p3" }
               select Answer(encoder, 1, patient, (0, 0, 3), (1, patient == "p1" ? 0 : 1, 2)),
        ];
        var task = new ProbeTask("voxels", ["background", "a structure with a name of many words"], IsPooled: false);
        var lines = ProbeTable.Lines(new(task, 3, 3, new ProbeStatistics(task, Bootstrap).Of(answers, "random"), answers)).ToList();

        Assert.All(lines, l => Assert.True(l.Length <= 80, l));
        Assert.Equal("voxels: 2 classes, 3 patients, 3 scans", lines[0]);
        Assert.StartsWith("an-encoder-… k-NN   0.833 (", lines[2], StringComparison.Ordinal);
        Assert.Equal(2 + 6 + 3 + 3, lines.Count);
    }

    private static ProbeAnswer Answer(string encoder, ulong seed, string patient, params (int Truth, int Answer, int Count)[] counts) =>
        new(encoder, ProbeKind.Knn, seed, patient, Matrix(2, counts));

    private static ConfusionMatrix Matrix(int classes, (int Truth, int Answer, int Count)[] counts)
    {
        var matrix = new ConfusionMatrix(classes);
        foreach (var (truth, answer, count) in counts)
        {
            matrix.Add(truth, answer, count);
        }

        return matrix;
    }
}
