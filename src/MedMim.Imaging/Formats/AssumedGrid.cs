using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Formats;

/// <summary>The grid of a file that does not say how it is oriented: as it was told, its centre at the origin of space.</summary>
internal static class AssumedGrid
{
    /// <exception cref="RefusedException">ambiguous-orientation: nobody told.</exception>
    public static VolumeGeometry Of(GridSize size, Vector3 spacing, AssumedOrientation assumed, string what)
    {
        if (assumed == AssumedOrientation.Refuse)
        {
            throw new RefusedException(new(RefusalCodes.AmbiguousOrientation, what));
        }

        var x = assumed == AssumedOrientation.Ras ? -1 : 1;
        var y = assumed == AssumedOrientation.Lps ? 1 : -1;
        var grid = new VolumeGeometry(size, spacing, default, new(x, 0, 0), new(0, y, 0), new(0, 0, 1));
        return grid with { Origin = -1 * grid.ToPhysical((size.Z - 1) / 2.0, (size.Y - 1) / 2.0, (size.X - 1) / 2.0) };
    }
}
