namespace MedMim.Evaluation.Metrics;

/// <summary>
/// What a surface, a percentile and the figures of empty masks are. Libraries disagree, and every figure but the overlap of two
/// masks changes with it, so every report names it.
/// </summary>
/// <remarks>
/// Distances are in mm, between surface elements and in both directions; HD95 is the larger of the two directed 95th percentiles.
/// </remarks>
public enum MetricConvention
{
    /// <summary>
    /// MetricsReloaded: an element is the centre of a mask voxel with a face neighbour outside the mask (the outside of the grid
    /// counts as outside), and all weigh the same. Percentiles are interpolated linearly. ASSD is the mean over the elements of
    /// both surfaces. Both masks empty: Dice, IoU and NSD 1, HD95 and ASSD 0. One empty: Dice, IoU and NSD 0; HD95 and ASSD are
    /// left to the caller there, and here are the worst there can be, the diagonal of the scan.
    /// </summary>
    MetricsReloaded,

    /// <summary>
    /// DeepMind's surface-distance: an element lies at every corner between eight voxels of which some are in the mask; it weighs
    /// as much as marching cubes' surface through the cube of their centres is large (<see cref="SurfelArea"/>). The percentile
    /// is the first distance, ascending, at which 95 % of the area are reached. ASSD is the mean of the two directed means. Both
    /// masks empty: Dice, IoU, NSD and ASSD are undefined, HD95 is infinite. One empty: Dice, IoU and NSD 0, the others infinite.
    /// </summary>
    DeepMind,

    /// <summary>
    /// MONAI: elements, percentiles and ASSD as <see cref="MetricsReloaded"/>. Reference empty: Dice and IoU are undefined (MONAI
    /// ignores such cases). Both empty: HD95, ASSD and NSD are undefined too. One empty: NSD 0, HD95 and ASSD infinite.
    /// </summary>
    Monai,
}
