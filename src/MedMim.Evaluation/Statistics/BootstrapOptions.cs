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
