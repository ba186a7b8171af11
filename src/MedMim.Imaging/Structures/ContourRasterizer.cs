using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Structures;

/// <summary>
/// Fills contours: a voxel belongs to a region if its centre lies inside. How the contours of one plane are combined says
/// <see cref="SliceRegion"/>; regions are combined by union. Nothing is guessed: what cannot be drawn on the grid whole is
/// refused, except for the parts of a contour beyond the edges of its slice, which are cut off
/// (<see cref="ContourOverhang"/> tells).
/// </summary>
public static class ContourRasterizer
{
    /// <summary>The mask of regions on a grid: 1 inside, 0 outside.</summary>
    /// <param name="regions">Regions; the points in LPS, mm.</param>
    /// <param name="geometry">The grid. Contours must lie in its slices, within half a slice.</param>
    /// <exception cref="RefusedException">
    /// <c>contour-oblique</c>, <c>contour-not-closed</c>, <c>contour-sparse</c> (on every n-th slice only),
    /// <c>label-beyond-image</c>, or <c>label-unusable</c>: there is no contour, or those of a region enclose no voxel.
    /// </exception>
    public static Volume<byte> Rasterize(IEnumerable<StructureRegion> regions, VolumeGeometry geometry)
    {
        ArgumentNullException.ThrowIfNull(regions);
        ArgumentNullException.ThrowIfNull(geometry);
        var mask = new Volume<byte>(geometry);
        var any = false;
        foreach (var region in regions.Where(r => r.Contours.Count > 0))
        {
            any = true;
            Draw(mask, region);
        }

        return any ? mask : throw Refuse(RefusalCodes.LabelUnusable, "The structure set holds no contour of the region.");
    }

    private static void Draw(Volume<byte> mask, StructureRegion region)
    {
        var size = mask.Geometry.Size;
        var planes = Planes(region, mask.Geometry);
        RequireNeighbours([.. planes.Select(p => p.Slice)]);
        var slice = new byte[size.Y * size.X];
        var empty = true;
        foreach (var plane in planes)
        {
            Array.Clear(slice);
            var filled = plane.Contours.Select(c => FilledContour.Of(c.Points, size)).Where(c => c.Count > 0);
            SliceRegion.Draw(slice, size.X, filled, plane.Contours.Any(c => c.IsXor));
            empty &= !slice.Contains((byte)1);
            Unite(mask.Voxels.AsSpan(plane.Slice * slice.Length, slice.Length), slice);
        }

        if (empty)
        {
            throw Refuse(RefusalCodes.LabelUnusable, "The contours of a region enclose no voxel's centre.");
        }
    }

    private static List<(int Slice, List<PlanarContour> Contours)> Planes(StructureRegion region, VolumeGeometry geometry)
    {
        var planes = new List<(int Slice, List<PlanarContour> Contours)>();
        var placed = region.Contours.Select(c => PlanarContour.Of(c, geometry)).OfType<PlanarContour>();
        foreach (var group in placed.GroupBy(c => c.Slice).OrderBy(g => g.Key))
        {
            // Contours drawn on a finer stack: the plane nearest to the slice's centre is the one that describes it.
            var nearest = group.MinBy(c => Math.Abs(c.Height - c.Slice))!.Height;
            planes.Add((group.Key, [.. group.Where(c => Math.Abs(c.Height - nearest) <= PlanarContour.PlaneTolerance)]));
        }

        return planes;
    }

    // Contours that leave out slices everywhere were drawn on a coarser stack, be its distance a multiple or not: the slices between would be empty, which is wrong.
    private static void RequireNeighbours(int[] slices)
    {
        var gaps = slices.Zip(slices.Skip(1), (a, b) => b - a).ToArray();
        if (slices.Length > 2 && gaps.All(g => g > 1))
        {
            throw Refuse(RefusalCodes.ContourSparse, "The region is drawn on every second or further slice only.");
        }
    }

    private static void Unite(Span<byte> target, byte[] slice)
    {
        for (var i = 0; i < slice.Length; i++)
        {
            target[i] |= slice[i];
        }
    }

    private static RefusedException Refuse(string code, string reason) => new(new(code, reason));
}
