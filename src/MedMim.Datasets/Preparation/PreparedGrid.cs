using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>The grid of another spacing over the same part of space.</summary>
public static class PreparedGrid
{
    /// <summary>
    /// The same axes and the same centre; as many voxels as fit the extent best (⌊size·old/new + ½⌋, at least 1), so the
    /// outermost voxel centres never leave the extent of the original.
    /// </summary>
    /// <param name="original">The grid.</param>
    /// <param name="spacing">Spacing along the array's z, y and x axes, mm; null keeps the grid.</param>
    public static VolumeGeometry Of(VolumeGeometry original, (double Z, double Y, double X)? spacing)
    {
        ArgumentNullException.ThrowIfNull(original);
        if (spacing is not { } s || (s.Z == original.Spacing.Z && s.Y == original.Spacing.Y && s.X == original.Spacing.X))
        {
            return original;
        }

        var (old, wanted) = (original.Spacing, new Vector3(s.X, s.Y, s.Z));
        var size = new GridSize(
            Count(original.Size.Z, old.Z, s.Z), Count(original.Size.Y, old.Y, s.Y), Count(original.Size.X, old.X, s.X));
        var centre = original.ToPhysical(
            (original.Size.Z - 1) / 2.0, (original.Size.Y - 1) / 2.0, (original.Size.X - 1) / 2.0);
        var origin = centre
            - ((size.X - 1) / 2.0 * s.X * original.AxisX)
            - ((size.Y - 1) / 2.0 * s.Y * original.AxisY)
            - ((size.Z - 1) / 2.0 * s.Z * original.AxisZ);
        return original with { Size = size, Spacing = wanted, Origin = origin };
    }

    private static int Count(int count, double old, double wanted) => Math.Max(1, (int)Math.Floor((count * old / wanted) + 0.5));
}
