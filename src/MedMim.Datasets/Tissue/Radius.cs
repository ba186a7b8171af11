using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tissue;

internal static class Radius
{
    /// <summary>A radius in voxels within a slice, at least 1; slices are not mixed, because they may be far apart.</summary>
    public static GridSize InPlane(VolumeGeometry geometry, double millimetres) => new(
        0, Voxels(millimetres / geometry.Spacing.Y), Voxels(millimetres / geometry.Spacing.X));

    private static int Voxels(double count) => Math.Clamp((int)Math.Round(count), 1, 10);
}
