using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>Finds the axis along which voxels are too far apart for a smooth curve through them to mean anything.</summary>
internal static class AnisotropicAxis
{
    /// <summary>
    /// The axis (0 for z, 1 for y, 2 for x) whose spacing is more than <paramref name="threshold"/> times the smallest: of
    /// the scan's grid, else of the wanted one. Null where neither has one, or has two.
    /// </summary>
    public static int? Of(VolumeGeometry from, VolumeGeometry to, double threshold) => Of(from, threshold) ?? Of(to, threshold);

    private static int? Of(VolumeGeometry grid, double threshold)
    {
        double[] spacing = [grid.Spacing.Z, grid.Spacing.Y, grid.Spacing.X];
        var least = threshold * spacing.Min();
        return spacing.Count(s => s > least) == 1 ? Array.FindIndex(spacing, s => s > least) : null;
    }
}
