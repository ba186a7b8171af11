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
    public static VolumeGeometry Of(VolumeGeometry original, ArraySpacing? spacing)
    {
        ArgumentNullException.ThrowIfNull(original);
        if (spacing is not { } s || s == ArraySpacing.Of(original))
        {
            return original;
        }

        var old = original.Spacing;
        var size = new GridSize(
            Count(original.Size.Z, old.Z, s.Z), Count(original.Size.Y, old.Y, s.Y), Count(original.Size.X, old.X, s.X));
        return Centred(original, size, new(s.X, s.Y, s.Z));
    }

    /// <summary>The wanted grid, but for one axis (0 for z, 1 for y, 2 for x), which stays as it is.</summary>
    internal static VolumeGeometry Except(VolumeGeometry original, VolumeGeometry wanted, int axis)
    {
        var (size, spacing) = (wanted.Size, wanted.Spacing);
        return axis switch
        {
            0 => Centred(original, size with { Z = original.Size.Z }, spacing with { Z = original.Spacing.Z }),
            1 => Centred(original, size with { Y = original.Size.Y }, spacing with { Y = original.Spacing.Y }),
            _ => Centred(original, size with { X = original.Size.X }, spacing with { X = original.Spacing.X }),
        };
    }

    private static VolumeGeometry Centred(VolumeGeometry original, GridSize size, Vector3 spacing)
    {
        var centre = original.ToPhysical(
            (original.Size.Z - 1) / 2.0, (original.Size.Y - 1) / 2.0, (original.Size.X - 1) / 2.0);
        var origin = centre
            - ((size.X - 1) / 2.0 * spacing.X * original.AxisX)
            - ((size.Y - 1) / 2.0 * spacing.Y * original.AxisY)
            - ((size.Z - 1) / 2.0 * spacing.Z * original.AxisZ);
        return original with { Size = size, Spacing = spacing, Origin = origin };
    }

    private static int Count(int count, double old, double wanted) => Math.Max(1, (int)Math.Floor((count * old / wanted) + 0.5));
}
