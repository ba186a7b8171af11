using MathNet.Numerics.Distributions;

namespace MedMim.Evaluation.Statistics;

/// <summary>
/// The quantiles at which BCa reads the bootstrap distribution of a mean: bias from the share of replicates below the
/// estimate (ties count half), acceleration from the jackknife. Efron and Tibshirani, eq. 14.10, 14.14 and 14.15, as in
/// scipy.stats.bootstrap.
/// </summary>
internal static class BcaCorrection
{
    /// <summary>
    /// The lower and upper quantile; null where undefined: all replicates on one side of the estimate, or no spread.
    /// </summary>
    public static (double Low, double High)? Quantiles(
        IReadOnlyList<double> sample, double estimate, double[] replicates, double tail)
    {
        // A resample that permutes the sample has the same mean but for the order of its additions: that is a tie.
        var rounding = 1e-12 * sample.Max(Math.Abs);
        var below = replicates.Count(r => r < estimate - rounding) + replicates.Count(r => r <= estimate + rounding);
        var bias = Normal.InvCDF(0, 1, below / (2.0 * replicates.Length));
        var acceleration = Acceleration(sample);
        if (!double.IsFinite(bias) || !double.IsFinite(acceleration))
        {
            return null;
        }

        var z = Normal.InvCDF(0, 1, tail);
        return (Shift(bias, acceleration, z), Shift(bias, acceleration, -z));
    }

    private static double Shift(double bias, double acceleration, double z) =>
        Normal.CDF(0, 1, bias + ((bias + z) / (1 - (acceleration * (bias + z)))));

    // Leaving out patient i moves the mean by (mean − value) / (n − 1), so the jackknife needs no second loop.
    private static double Acceleration(IReadOnlyList<double> sample)
    {
        var mean = sample.Average();
        var squares = sample.Sum(v => (v - mean) * (v - mean));
        var cubes = sample.Sum(v => (v - mean) * (v - mean) * (v - mean));
        return cubes / (6 * Math.Pow(squares, 1.5));
    }
}
