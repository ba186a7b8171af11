namespace MedMim.Evaluation.Metrics;

/// <summary>
/// What the surface of a mask is. Libraries disagree, and HD95 and NSD change with it, so every report names it.
/// </summary>
public enum SurfaceConvention
{
    /// <summary>
    /// MetricsReloaded's: a surface element is the centre of a mask voxel with a face neighbour outside the mask (the
    /// outside of the grid counts as outside); every element weighs the same; percentiles are interpolated linearly.
    /// </summary>
    BorderVoxels,
}
