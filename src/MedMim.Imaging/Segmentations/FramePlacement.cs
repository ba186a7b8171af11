using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Segmentations;

/// <summary>
/// Where the pixels of a frame fall on an image's grid: pixel [row, column] is voxel
/// <c>Start + row·Row + column·Column</c>, in any of the grid's planes and either way round.
/// </summary>
/// <param name="Start">Voxel [z, y, x] of the first pixel; may lie outside of the grid.</param>
/// <param name="Row">The step from row to row: one voxel along one axis.</param>
/// <param name="Column">The step from column to column.</param>
internal readonly record struct FramePlacement(
    (int Z, int Y, int X) Start, (int Z, int Y, int X) Row, (int Z, int Y, int X) Column)
{
    /// <summary>How far a pixel's centre may lie from its voxel's, as part of a voxel.</summary>
    private const double Tolerance = 0.1;

    private const double Farthest = 1e6;

    /// <exception cref="RefusedException"><c>label-grid-mismatch</c>: pixels lie between voxels, or are larger or smaller.</exception>
    public static FramePlacement Of(SegmentationFrame frame, int rows, int columns, VolumeGeometry grid)
    {
        var down = grid.ToIndex(grid.Origin + frame.RowStep);
        var across = grid.ToIndex(grid.Origin + frame.ColumnStep);
        var placement = new FramePlacement(Round(grid.ToIndex(frame.Position)), Round(down), Round(across));
        if (IsUnit(placement.Row) && IsUnit(placement.Column) && placement.Row != placement.Column)
        {
            var corners = new[] { (0, 0), (rows - 1, 0), (0, columns - 1), (rows - 1, columns - 1) };
            if (corners.All(c => placement.Fits(frame, c.Item1, c.Item2, grid)))
            {
                return placement;
            }
        }

        throw new RefusedException(new(
            RefusalCodes.LabelGridMismatch, "The pixels of its frames do not fall on the voxels of its image."));
    }

    /// <summary>The grid's axis (z 0, y 1, x 2) across which the frame lies, and its index along it.</summary>
    public (int Axis, int Index) Level =>
        Row.Z == 0 && Column.Z == 0 ? (0, Start.Z) : Row.Y == 0 && Column.Y == 0 ? (1, Start.Y) : (2, Start.X);

    /// <summary>The voxel of a pixel.</summary>
    public (int Z, int Y, int X) Voxel(int row, int column) => (
        Start.Z + (row * Row.Z) + (column * Column.Z),
        Start.Y + (row * Row.Y) + (column * Column.Y),
        Start.X + (row * Row.X) + (column * Column.X));

    private bool Fits(SegmentationFrame frame, int row, int column, VolumeGeometry grid)
    {
        var (z, y, x) = grid.ToIndex(frame.Position + (row * frame.RowStep) + (column * frame.ColumnStep));
        var voxel = Voxel(row, column);
        return Math.Abs(z - voxel.Z) <= Tolerance && Math.Abs(y - voxel.Y) <= Tolerance && Math.Abs(x - voxel.X) <= Tolerance;
    }

    private static (int Z, int Y, int X) Round((double Z, double Y, double X) index) =>
        Math.Abs(index.Z) < Farthest && Math.Abs(index.Y) < Farthest && Math.Abs(index.X) < Farthest
            ? ((int)Math.Round(index.Z), (int)Math.Round(index.Y), (int)Math.Round(index.X))
            : throw new RefusedException(new(RefusalCodes.LabelBeyondImage, "A frame lies far from the image."));

    private static bool IsUnit((int Z, int Y, int X) step) => Math.Abs(step.Z) + Math.Abs(step.Y) + Math.Abs(step.X) == 1;
}
