using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Structures;

/// <summary>
/// Fills contours: a voxel belongs to a region if its centre lies inside. Contours of one region and plane are combined by
/// the even-odd rule, so that a contour within another cuts a hole; regions are combined by union.
/// </summary>
public static class ContourRasterizer
{
    /// <summary>How far the points of one contour may differ in height, as part of the slice spacing.</summary>
    private const double PlaneTolerance = 0.1;

    /// <summary>The mask of regions on a grid: 1 inside, 0 outside.</summary>
    /// <param name="regions">Regions; the points in LPS, mm.</param>
    /// <param name="geometry">The grid. Contours must lie in its slices, within half a slice.</param>
    /// <exception cref="RefusedException">
    /// <c>label-unusable</c>: a contour is oblique to the slices or lies above or below all of them, or there is none.
    /// </exception>
    public static Volume<byte> Rasterize(IEnumerable<StructureRegion> regions, VolumeGeometry geometry)
    {
        ArgumentNullException.ThrowIfNull(regions);
        ArgumentNullException.ThrowIfNull(geometry);
        var mask = new Volume<byte>(geometry);
        var any = false;
        foreach (var region in regions)
        {
            foreach (var (slice, contours) in BySlice(region, geometry))
            {
                any = true;
                Fill(mask, slice, contours);
            }
        }

        return any ? mask : throw Refuse("The structure set holds no closed contour of the region.");
    }

    private static IEnumerable<(int Slice, IReadOnlyList<PlanarContour> Contours)> BySlice(
        StructureRegion region, VolumeGeometry geometry)
    {
        var planar = region.Contours.Select(c => Place(c, geometry)).GroupBy(c => c.Slice).OrderBy(g => g.Key);
        foreach (var group in planar)
        {
            // Contours drawn on a finer stack: the plane nearest to the slice's centre is the one that describes it.
            var nearest = group.Min(c => Math.Abs(c.Height - c.Slice));
            yield return (group.Key, [.. group.Where(c => Math.Abs(c.Height - c.Slice) <= nearest + (PlaneTolerance / 2))]);
        }
    }

    private static PlanarContour Place(IReadOnlyList<Vector3> points, VolumeGeometry geometry)
    {
        if (points.Count < 3)
        {
            // A single pixel's outline in some programs: encloses nothing.
            return PlanarContour.Empty(points, geometry);
        }

        var placed = points.Select(geometry.ToIndex).ToArray();
        var (low, high) = (placed.Min(p => p.Z), placed.Max(p => p.Z));
        if (high - low > PlaneTolerance)
        {
            throw Refuse("A contour is oblique to the image's slices.");
        }

        var height = (low + high) / 2;
        var slice = (int)Math.Round(height);
        return slice >= 0 && slice < geometry.Size.Z
            ? new(slice, height, placed)
            : throw Refuse("A contour lies above or below all slices of the image.");
    }

    // Even-odd along rows: an edge that crosses a row flips all pixels whose centres lie at or beyond the crossing.
    private static void Fill(Volume<byte> mask, int slice, IReadOnlyList<PlanarContour> contours)
    {
        var size = mask.Geometry.Size;
        var flips = new bool[size.Y * size.X];
        foreach (var contour in contours)
        {
            var points = contour.Points;
            for (var i = 0; i < points.Count; i++)
            {
                Cross(points[i], points[(i + 1) % points.Count], flips, size);
            }
        }

        for (var y = 0; y < size.Y; y++)
        {
            var inside = false;
            for (var x = 0; x < size.X; x++)
            {
                inside ^= flips[(y * size.X) + x];
                if (inside)
                {
                    mask[slice, y, x] = 1;
                }
            }
        }
    }

    private static void Cross((double Z, double Y, double X) a, (double Z, double Y, double X) b, bool[] flips, GridSize size)
    {
        var (top, bottom) = a.Y <= b.Y ? (a, b) : (b, a);

        // Rows with top ≤ y < bottom: a vertex on a row counts once.
        var first = Math.Max(0, (int)Math.Ceiling(top.Y));
        var end = Math.Min(size.Y, (int)Math.Ceiling(bottom.Y));
        for (var y = first; y < end; y++)
        {
            var x = top.X + ((y - top.Y) / (bottom.Y - top.Y) * (bottom.X - top.X));
            var column = Math.Max(0, (int)Math.Ceiling(x));
            if (column < size.X)
            {
                flips[(y * size.X) + column] ^= true;
            }
        }
    }

    private static RefusedException Refuse(string reason) => new(new(RefusalCodes.LabelUnusable, reason));

    private sealed record PlanarContour(int Slice, double Height, IReadOnlyList<(double Z, double Y, double X)> Points)
    {
        public static PlanarContour Empty(IReadOnlyList<Vector3> points, VolumeGeometry geometry)
        {
            var height = points.Count == 0 ? 0 : geometry.ToIndex(points[0]).Z;
            return new((int)Math.Round(Math.Clamp(height, 0, geometry.Size.Z - 1)), height, []);
        }
    }
}
