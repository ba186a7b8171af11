using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Structures;

/// <summary>A closed contour in the index space of a grid.</summary>
/// <param name="Slice">The slice to which it belongs.</param>
/// <param name="Height">Its plane as a continuous slice index.</param>
/// <param name="IsXor">Whether it is combined with the others of its plane by exclusive or.</param>
/// <param name="Points">Its points as continuous indices (z, y, x).</param>
internal sealed record PlanarContour(int Slice, double Height, bool IsXor, (double Z, double Y, double X)[] Points)
{
    /// <summary>How far the points of one contour may differ in height, as part of the slice spacing.</summary>
    public const double PlaneTolerance = 0.1;

    // Beyond this many voxels from the grid a coordinate is an accident, and arithmetic on it may be one too.
    private const double Farthest = 1e6;

    /// <summary>Places a contour; null where it has fewer than three points and so encloses nothing.</summary>
    /// <exception cref="RefusedException">It is not closed, not parallel to the slices, or not on one of them.</exception>
    public static PlanarContour? Of(StructureContour contour, VolumeGeometry grid)
    {
        if (contour.Kind == ContourKind.Open)
        {
            throw Refuse(RefusalCodes.ContourNotClosed, "The region holds points or open lines, which enclose nothing.");
        }

        if (contour.Points.Count < 3)
        {
            return null;
        }

        var placed = contour.Points.Select(grid.ToIndex).ToArray();
        if (!placed.All(p => Math.Abs(p.Z) < Farthest && Math.Abs(p.Y) < Farthest && Math.Abs(p.X) < Farthest))
        {
            throw Refuse(RefusalCodes.LabelBeyondImage, "A contour lies far from the image.");
        }

        var (low, high) = (placed.Min(p => p.Z), placed.Max(p => p.Z));
        if (high - low > PlaneTolerance)
        {
            throw Refuse(RefusalCodes.ContourOblique, "A contour is oblique to the image's slices.");
        }

        var height = (low + high) / 2;
        var slice = (int)Math.Floor(height + 0.5);
        return slice >= 0 && slice < grid.Size.Z
            ? new(slice, height, contour.Kind == ContourKind.ClosedPlanarXor, placed)
            : throw Refuse(RefusalCodes.LabelBeyondImage, "A contour lies above or below all slices of the image.");
    }

    private static RefusedException Refuse(string code, string reason) => new(new(code, reason));
}
