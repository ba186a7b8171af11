using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Metrics;

/// <summary>The surface of a mask as points on a grid.</summary>
/// <param name="Size">The grid of the points, [z, y, x]: the mask's, or that of the corners between its voxels.</param>
/// <param name="Places">Where they are: offsets in C order, ascending.</param>
/// <param name="Areas">What each weighs, mm²; null where all weigh the same.</param>
internal sealed record SurfaceElements(GridSize Size, int[] Places, double[]? Areas)
{
    /// <summary>The surface as a convention has it.</summary>
    /// <param name="mask">C order [z, y, x].</param>
    /// <param name="size">Its size.</param>
    /// <param name="spacing">Spacing in mm.</param>
    /// <param name="convention">The convention.</param>
    public static SurfaceElements Of(bool[] mask, GridSize size, Vector3 spacing, MetricConvention convention) =>
        convention == MetricConvention.DeepMind ? Surfels.Of(mask, size, spacing) : new(size, BorderVoxels.Of(mask, size), null);
}
