using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Boxes;

/// <summary>Boxes of one grid as they lie on another grid and in the patient.</summary>
public static class BoxGrid
{
    /// <summary>
    /// The smallest box on another grid that holds a box: exactly the same place where the axes of both grids are parallel
    /// (in any order, either way round).
    /// </summary>
    /// <param name="box">Continuous indices of <paramref name="from"/>.</param>
    /// <param name="from">Its grid.</param>
    /// <param name="to">The other grid.</param>
    public static Box3 Map(this Box3 box, VolumeGeometry from, VolumeGeometry to)
    {
        ArgumentNullException.ThrowIfNull(to);
        return Hull(Corners(box, from).Select(c => to.ToIndex(c)));
    }

    /// <summary>The box around all voxels of a grid.</summary>
    public static Box3 Whole(GridSize size) => new(-0.5, -0.5, -0.5, size.Z - 0.5, size.Y - 0.5, size.X - 0.5);

    /// <summary>The voxels whose centres lie in the box, at least the one nearest to its own centre along each axis.</summary>
    /// <param name="box">A box that lies in the grid, at least in part.</param>
    /// <param name="size">The grid.</param>
    public static VoxelBox Voxels(this Box3 box, GridSize size)
    {
        var (z, y, x) = (Along(box.LowZ, box.HighZ, size.Z), Along(box.LowY, box.HighY, size.Y), Along(box.LowX, box.HighX, size.X));
        return new(z.First, y.First, x.First, new(z.Count, y.Count, x.Count));

        static (int First, int Count) Along(double low, double high, int extent)
        {
            var (first, last) = ((int)Math.Max(0, Math.Ceiling(low)), (int)Math.Min(extent - 1, Math.Floor(high)));
            return last >= first ? (first, last - first + 1) : (Math.Clamp((int)Math.Round((low + high) / 2), 0, extent - 1), 1);
        }
    }

    /// <summary>The place of the box's centre, LPS, mm.</summary>
    public static Vector3 CentreMm(this Box3 box, VolumeGeometry grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        var (z, y, x) = box.Centre;
        return grid.ToPhysical(z, y, x);
    }

    /// <summary>Its extents in mm along the grid's axes [z, y, x].</summary>
    public static (double Z, double Y, double X) SizeMm(this Box3 box, VolumeGeometry grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return (box.SizeZ * grid.Spacing.Z, box.SizeY * grid.Spacing.Y, box.SizeX * grid.Spacing.X);
    }

    /// <summary>Its longest side, mm.</summary>
    public static double LongestSideMm(this Box3 box, VolumeGeometry grid)
    {
        var (z, y, x) = box.SizeMm(grid);
        return Math.Max(z, Math.Max(y, x));
    }

    /// <summary>
    /// The smallest box along the patient's axes (LPS, mm) that holds it; larger than the box itself where the grid is oblique.
    /// </summary>
    public static (Vector3 Low, Vector3 High) BoundsMm(this Box3 box, VolumeGeometry grid)
    {
        Vector3[] corners = [.. Corners(box, grid)];
        return (
            new(corners.Min(c => c.X), corners.Min(c => c.Y), corners.Min(c => c.Z)),
            new(corners.Max(c => c.X), corners.Max(c => c.Y), corners.Max(c => c.Z)));
    }

    private static IEnumerable<Vector3> Corners(Box3 box, VolumeGeometry grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return from z in new[] { box.LowZ, box.HighZ }
               from y in new[] { box.LowY, box.HighY }
               from x in new[] { box.LowX, box.HighX }
               select grid.ToPhysical(z, y, x);
    }

    private static Box3 Hull(IEnumerable<(double Z, double Y, double X)> points)
    {
        (double Z, double Y, double X)[] all = [.. points];
        return new(
            all.Min(p => p.Z), all.Min(p => p.Y), all.Min(p => p.X), all.Max(p => p.Z), all.Max(p => p.Y), all.Max(p => p.X));
    }
}
