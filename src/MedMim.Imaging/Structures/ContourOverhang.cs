using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Structures;

/// <summary>Whether contours reach beyond the edges of their slices, where filling them cuts them off.</summary>
public static class ContourOverhang
{
    // A contour round the outermost pixels lies half a pixel beyond their centres, and is rounded.
    private const double Allowance = 0.5 + 0.1;

    /// <summary>Whether a point of a region lies beyond the grid's first or last row or column.</summary>
    /// <param name="regions">Regions; the points in LPS, mm.</param>
    /// <param name="geometry">The grid.</param>
    public static bool Any(IEnumerable<StructureRegion> regions, VolumeGeometry geometry)
    {
        ArgumentNullException.ThrowIfNull(regions);
        ArgumentNullException.ThrowIfNull(geometry);
        var (bottom, right) = (geometry.Size.Y - 1 + Allowance, geometry.Size.X - 1 + Allowance);
        return regions.SelectMany(r => r.Contours).SelectMany(c => c.Points).Select(geometry.ToIndex)
            .Any(p => p.Y < -Allowance || p.Y > bottom || p.X < -Allowance || p.X > right);
    }
}
