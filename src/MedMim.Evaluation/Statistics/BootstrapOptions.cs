using MathNet.Numerics.Distributions;
using MedMim.Foundation.Failures;

namespace MedMim.Evaluation.Statistics;

/// <summary>How intervals are made; printed in every report.</summary>
/// <param name="Seed">The study's seed. Equal seeds give equal intervals.</param>
public sealed record BootstrapOptions(ulong Seed)
{
    /// <summary>Resamples; default 10,000, at least 100.</summary>
    public int Replicates { get; init; } = 10_000;

    /// <summary>Coverage, in (0, 1); default 0.95.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>The method asked for; default BCa. Where BCa is undefined the interval is a percentile one, flagged.</summary>
    public IntervalMethod Method { get; init; } = IntervalMethod.Bca;

    /// <summary>
    /// Whether quantiles are taken further out in small samples, as far as Student's t lies beyond the normal distribution there.
    /// Without it intervals of few patients are too narrow. Default true; false gives scipy's intervals.
    /// </summary>
    public bool Widen { get; init; } = true;

    /// <summary>
    /// The share beyond each bound: (1 − level) / 2, or, widened, Φ(−√(n / (n − 1)) · t) with t the quantile of Student's
    /// distribution with n − 1 degrees of freedom at that share (the expanded percentile interval of Hesterberg, The American
    /// Statistician 69(4), 2015).
    /// </summary>
    /// <param name="patients">How many are resampled, n; at least 2.</param>
    public double Tail(int patients)
    {
        var tail = (1 - Level) / 2;
        return Widen
            ? Normal.CDF(0, 1, Math.Sqrt(patients / (patients - 1.0)) * StudentT.InvCDF(0, 1, patients - 1, tail))
            : tail;
    }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="InputException">A value is out of its range.</exception>
    public void Validate()
    {
        if (Replicates < 100)
        {
            throw new InputException("bootstrap replicates", "are fewer than 100", "Ask for 10000.");
        }

        if (!(Level > 0 && Level < 1))
        {
            throw new InputException("confidence level", "is not between 0 and 1", "Give a share, such as 0.95.");
        }
    }
}
