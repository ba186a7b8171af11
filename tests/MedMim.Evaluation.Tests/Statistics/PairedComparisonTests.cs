using MedMim.Evaluation.Metrics;
using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Tests.Statistics;

public class PairedComparisonTests
{
    [Fact]
    public void Pairs_by_patient_and_leaves_out_those_without_a_partner()
    {
        PatientMetric[] first = [new("a", 0.8, 1), new("b", 0.6, 1), new("d", 0.5, 1)];
        PatientMetric[] second = [new("d", 0.5, 1), new("b", 0.7, 1), new("a", 0.5, 1), new("c", 0.1, 1)];
        var comparison = PairedComparison.Of(first, second, new(3))!;
        Assert.Equal(["a", "b", "d"], comparison.Patients.Select(p => p.Patient));
        Assert.Equal((0.3 - 0.1) / 3, comparison.Difference.Estimate, 1e-12);
        Assert.Equal((1, 1), (comparison.Higher, comparison.Lower));
    }

    [Fact]
    public void Pairing_narrows_the_interval()
    {
        var first = Enumerable.Range(0, 20).Select(i => new PatientMetric($"{i:00}", (0.04 * i) + 0.05 + (0.001 * (i % 3)), 1));
        var second = Enumerable.Range(0, 20).Select(i => new PatientMetric($"{i:00}", 0.04 * i, 1)).ToList();
        var comparison = PairedComparison.Of([.. first], second, new(3))!;
        Assert.True(comparison.Difference.Excludes(0));
        Assert.True(comparison.Difference.High - comparison.Difference.Low < 0.005);
        Assert.Null(PairedComparison.Of([new("x", 1, 1)], second, new(3)));
    }
}
