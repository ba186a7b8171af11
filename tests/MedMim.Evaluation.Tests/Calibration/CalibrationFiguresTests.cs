using CsCheck;
using MedMim.Evaluation.Calibration;
using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Tests.Calibration;

public class CalibrationFiguresTests
{
    private static readonly BootstrapOptions Options = new(3) { Replicates = 200 };

    /// <summary>By hand: three voxels at 0.25 of which one is right, one at 0.95 that is right: (3·|0.25 − 1/3| + 0.05) / 4.</summary>
    [Fact]
    public void The_error_is_the_mean_distance_of_probability_and_frequency()
    {
        var counts = new ReliabilityCounts();
        counts.Add([0.25f, 0.25f, 0.25f, 0.95f, 0.001f], [2, 0, 1, 2, 2], 2);
        var figures = CalibrationFigures.Of("a", 2, [new("c", "p", 2, counts)], Options);
        Assert.Equal(((3 * Math.Abs(0.25 - (1.0 / 3))) + (1 - (double)0.95f)) / 4, figures.Error!.Estimate, 1e-12);
        Assert.Equal([0.2, 0.9], figures.Curve.Select(b => b.Low));
        Assert.Equal([3.0, 1.0], figures.Curve.Select(b => b.Voxels));
        Assert.Null(figures.Error.Low);
        Assert.Null(CalibrationFigures.Of("a", 3, [new("c", "p", 2, counts)], Options).Error);
    }

    /// <summary>A label drawn with the very probability that was given is calibrated, up to the chance in the draws.</summary>
    [Fact]
    public void Probabilities_that_come_true_have_no_error()
    {
        var stream = new Foundation.Randomness.RandomStream(new(4, "test.calibration"));
        var cases = Enumerable.Range(0, 12).Select(patient =>
        {
            var counts = new ReliabilityCounts();
            float[] probabilities = [.. Enumerable.Range(0, 4000).Select(_ => (float)stream.NextDouble())];
            counts.Add(probabilities, [.. probabilities.Select(p => (byte)(stream.NextDouble() < p ? 1 : 0))], 1);
            return new CaseCalibration($"c{patient}", $"p{patient}", 1, counts);
        }).ToList();
        var figures = CalibrationFigures.Of("a", 1, cases, Options);
        Assert.True(figures.Error!.Estimate < 0.01);
        Assert.True(figures.Error.Low <= figures.Error.Estimate + 0.01 && figures.Error.High < 0.02);
        Assert.Equal(10, figures.Curve.Count);
    }

    /// <summary>Slice by slice is the same as at once.</summary>
    [Fact]
    public void Parts_add_up() => Gen.Select(Gen.Float[0, 1].Array[2, 60], Gen.Int[0, 60]).Sample((probabilities, cut) =>
    {
        byte[] reference = [.. probabilities.Select((_, i) => (byte)(i % 3))];
        var at = cut % probabilities.Length;
        var (whole, parts) = (new ReliabilityCounts(), new ReliabilityCounts());
        whole.Add(probabilities, reference, 1);
        parts.Add(probabilities.AsSpan(0, at), reference.AsSpan(0, at), 1);
        parts.Add(probabilities.AsSpan(at), reference.AsSpan(at), 1);
        Assert.Equal(whole.Voxels, parts.Voxels);
        Assert.Equal(whole.Hits, parts.Hits);
        Assert.Equal(whole.Voxels.Sum(), probabilities.Count(p => p >= ReliabilityCounts.Least));
    });

    [Fact]
    public void Other_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ReliabilityCounts().Add([0.5f], [], 1));
        Assert.Throws<ArgumentException>(() => new ReliabilityCounts([1], [1], [1]));
    }
}
