using MedMim.Datasets.Store;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>Finds the part of a scan that is prepared: axes in order, cut to the box around the body.</summary>
internal static class CaseRegion
{
    /// <param name="grid">The scan's own grid.</param>
    /// <param name="tissue">Its tissue prior, C order [z, y, x].</param>
    /// <param name="reorient">Whether axes are brought to LPS.</param>
    /// <param name="margin">How far beyond the body the box reaches, mm; null for the whole scan.</param>
    public static SourceRegion Of(VolumeGeometry grid, ReadOnlySpan<byte> tissue, bool reorient, double? margin)
    {
        var order = reorient ? AxisOrder.ToLps(grid) : AxisOrder.Identity;
        var whole = order.Apply(grid);
        var region = new SourceRegion(grid, order, VoxelBox.Whole(whole.Size));
        if (margin is not { } millimetres)
        {
            return region;
        }

        var body = BodyBox(region.Take(tissue));
        return body is { } box ? region with { Box = Grown(box, whole, millimetres) } : region;
    }

    private static VoxelBox? BodyBox(Volume<byte> tissue)
    {
        var size = tissue.Geometry.Size;
        var (z0, y0, x0, z1, y1, x1) = (size.Z, size.Y, size.X, -1, -1, -1);
        for (var z = 0; z < size.Z; z++)
        {
            for (var y = 0; y < size.Y; y++)
            {
                var row = tissue.Voxels.AsSpan((int)size.Offset(z, y, 0), size.X);
                var first = row.IndexOfAnyInRange((byte)TissueClass.Tissue, byte.MaxValue);
                if (first < 0)
                {
                    continue;
                }

                var last = row.LastIndexOfAnyInRange((byte)TissueClass.Tissue, byte.MaxValue);
                (z0, z1) = (Math.Min(z0, z), z);
                (y0, y1) = (Math.Min(y0, y), Math.Max(y1, y));
                (x0, x1) = (Math.Min(x0, first), Math.Max(x1, last));
            }
        }

        return z1 < 0 ? null : new VoxelBox(z0, y0, x0, new(z1 - z0 + 1, y1 - y0 + 1, x1 - x0 + 1));
    }

    private static VoxelBox Grown(VoxelBox box, VolumeGeometry whole, double millimetres)
    {
        var (z0, z1) = Grown(box.Z, box.Size.Z, whole.Size.Z, millimetres / whole.Spacing.Z);
        var (y0, y1) = Grown(box.Y, box.Size.Y, whole.Size.Y, millimetres / whole.Spacing.Y);
        var (x0, x1) = Grown(box.X, box.Size.X, whole.Size.X, millimetres / whole.Spacing.X);
        return new(z0, y0, x0, new(z1 - z0, y1 - y0, x1 - x0));
    }

    private static (int First, int End) Grown(int first, int count, int length, double voxels)
    {
        var margin = (int)Math.Min(length, Math.Ceiling(voxels));
        return (Math.Max(0, first - margin), Math.Min(length, first + count + margin));
    }
}
