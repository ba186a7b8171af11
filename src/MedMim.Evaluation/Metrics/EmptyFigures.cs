namespace MedMim.Evaluation.Metrics;

/// <summary>The figures of a convention where a mask is empty.</summary>
/// <param name="Dice">Dice; NaN where undefined.</param>
/// <param name="Nsd">NSD; NaN where undefined.</param>
/// <param name="Hd95">HD95, mm; NaN where undefined.</param>
/// <param name="Assd">ASSD, mm; NaN where undefined.</param>
internal readonly record struct EmptyFigures(double Dice, double Nsd, double Hd95, double Assd)
{
    private const double Undefined = double.NaN;
    private const double Infinite = double.PositiveInfinity;

    /// <param name="convention">The convention.</param>
    /// <param name="empty">Which masks are empty; not <see cref="EmptyMasks.None"/>.</param>
    /// <param name="worst">The farthest that two voxel centres of the scan can be apart, mm.</param>
    public static EmptyFigures Of(MetricConvention convention, EmptyMasks empty, double worst) => (convention, empty) switch
    {
        (MetricConvention.MetricsReloaded, EmptyMasks.Both) => new(1, 1, 0, 0),
        (MetricConvention.MetricsReloaded, _) => new(0, 0, worst, worst),
        (MetricConvention.DeepMind, EmptyMasks.Both) => new(Undefined, Undefined, Infinite, Undefined),
        (MetricConvention.DeepMind, _) => new(0, 0, Infinite, Infinite),
        (MetricConvention.Monai, EmptyMasks.Both) => new(Undefined, Undefined, Undefined, Undefined),
        (MetricConvention.Monai, EmptyMasks.Reference) => new(Undefined, 0, Infinite, Infinite),
        (MetricConvention.Monai, _) => new(0, 0, Infinite, Infinite),
        _ => throw new ArgumentOutOfRangeException(nameof(convention)),
    };
}
