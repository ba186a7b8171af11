using MedMim.Foundation.Failures;

namespace MedMim.Evaluation.Metrics;

/// <summary>The conventions that the metrics follow; printed in every report.</summary>
public sealed record MetricOptions
{
    /// <summary>What surfaces, percentiles and empty masks are. Default: as MetricsReloaded.</summary>
    public MetricConvention Convention { get; init; } = MetricConvention.MetricsReloaded;

    /// <summary>NSD's tolerance τ in mm, above 0. Default 2.</summary>
    public double SurfaceToleranceMm { get; init; } = 2;

    /// <summary>What a lesion is and when it counts as found. Default: one common voxel.</summary>
    public LesionMatching LesionMatching { get; init; } = LesionMatching.AnyOverlap;

    /// <summary>The overlap that <see cref="LesionMatching.Iou"/> asks for, in (0, 1]. Default 0.1.</summary>
    public double LesionIou { get; init; } = 0.1;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="InputException">A value is out of its range.</exception>
    public void Validate()
    {
        if (!(SurfaceToleranceMm > 0) || !double.IsFinite(SurfaceToleranceMm))
        {
            throw new InputException("surface tolerance", "is not above 0 mm", "Give NSD's tolerance in mm, such as 2.");
        }

        if (!(LesionIou > 0) || LesionIou > 1)
        {
            throw new InputException("lesion IoU", "is not above 0 and at most 1", "Give a share, such as 0.1.");
        }
    }
}
