namespace MedMim.Studies.Protocols.Sections;

/// <summary>Metrics and intervals.</summary>
public sealed record EvaluationSection
{
    /// <summary>Tolerance of the normalised surface distance, mm.</summary>
    public double NsdToleranceMm { get; init; } = 2;

    /// <summary>Bootstrap resamples of patients, at least 100.</summary>
    public int Bootstrap { get; init; } = 10_000;

    /// <summary>Coverage of the intervals, above 0 and below 1.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Predictors without a network to compare with.</summary>
    public IReadOnlyList<BaselineName> Baselines { get; init; } = [BaselineName.Threshold, BaselineName.Ellipsoid];
}
