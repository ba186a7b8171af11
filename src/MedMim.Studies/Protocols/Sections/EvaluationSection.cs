namespace MedMim.Studies.Protocols.Sections;

/// <summary>Metrics and intervals.</summary>
public sealed record EvaluationSection
{
    /// <summary>Tolerance of the normalised surface distance, mm.</summary>
    public double NsdToleranceMm { get; init; } = 2;

    /// <summary>Whose surfaces, percentiles and empty masks the metrics follow.</summary>
    public ConventionName Convention { get; init; } = ConventionName.MetricsReloaded;

    /// <summary>What a lesion is, and when it counts as found.</summary>
    public LesionMatchingName LesionMatching { get; init; } = LesionMatchingName.AnyOverlap;

    /// <summary>The overlap that <see cref="LesionMatchingName.Iou"/> asks for, above 0, at most 1.</summary>
    public double LesionIou { get; init; } = 0.1;

    /// <summary>Bootstrap resamples of patients, at least 100.</summary>
    public int Bootstrap { get; init; } = 10_000;

    /// <summary>Coverage of the intervals, above 0 and below 1.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Whether intervals of few patients are widened, so that they cover as often as they say.</summary>
    public bool Widen { get; init; } = true;

    /// <summary>Predictors without a network to compare with.</summary>
    public IReadOnlyList<BaselineName> Baselines { get; init; } = [BaselineName.Threshold, BaselineName.Ellipsoid];
}
