using MedMim.Evaluation.Metrics;
using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Tests.Statistics;

public class BcaCorrectionTests
{
    [Fact]
    public void Bounds_equal_scipys_on_the_same_resamples()
    {
        var golden = StatisticsGolden.Load();
        foreach (var g in golden.Bootstrap)
        {
            var replicates = Resample(g.Sample, golden.Replicates);
            Check(g.Bca95, Corrected(g.Sample, replicates, 0.025), replicates);
            Check(g.Bca80, Corrected(g.Sample, replicates, 0.1), replicates);
            Check(g.Percentile95, (0.025, 0.975), replicates);
            Check(g.Percentile80, (0.1, 0.9), replicates);
        }
    }

    private static (double Low, double High) Corrected(double[] sample, double[] replicates, double tail) =>
        BcaCorrection.Quantiles(sample, sample.Average(), replicates, tail)!.Value;

    private static void Check(double[] expected, (double Low, double High) quantiles, double[] replicates)
    {
        double[] sorted = [.. replicates.Order()];
        Assert.Equal(expected[0], Quantile.Linear(sorted, quantiles.Low), 1e-9);
        Assert.Equal(expected[1], Quantile.Linear(sorted, quantiles.High), 1e-9);
    }

    // The generator of tests/goldens/statistics.py.
    private static double[] Resample(double[] sample, int replicates)
    {
        var state = 12345UL;
        var means = new double[replicates];
        for (var r = 0; r < replicates; r++)
        {
            for (var i = 0; i < sample.Length; i++)
            {
                state = (state * 6364136223846793005) + 1442695040888963407;
                means[r] += sample[(int)((state >> 33) % (ulong)sample.Length)];
            }

            means[r] /= sample.Length;
        }

        return means;
    }
}
