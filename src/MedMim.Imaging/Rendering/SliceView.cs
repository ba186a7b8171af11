using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Rendering;

/// <summary>
/// How a slice [y, x] of a volume is laid out as a picture: the patient's left at the right, the back at the bottom (for
/// upright slices the back at the right, the feet at the bottom), pixels as wide and high as they are in the patient.
/// </summary>
/// <param name="Width">Pixels of the picture across.</param>
/// <param name="Height">Pixels of the picture down.</param>
/// <param name="StartY">The continuous index y under the centre of the first row.</param>
/// <param name="StartX">The continuous index x under the centre of the first column.</param>
/// <param name="StepY">Voxels from row to row; negative where rows run against the array's y.</param>
/// <param name="StepX">Voxels from column to column; negative where columns run against the array's x.</param>
public sealed record SliceView(int Width, int Height, double StartY, double StartX, double StepY, double StepX)
{
    /// <summary>A whole slice, <paramref name="longSide"/> pixels on its longer side.</summary>
    public static SliceView Of(VolumeGeometry geometry, int longSide)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(longSide);
        var across = geometry.Size.X * geometry.Spacing.X;
        var down = geometry.Size.Y * geometry.Spacing.Y;
        var scale = longSide / Math.Max(across, down);
        var (width, height) = (Pixels(across * scale), Pixels(down * scale));
        var (startY, stepY) = Along(geometry.AxisY, (geometry.Size.Y - 1) / 2.0, height, (double)geometry.Size.Y / height);
        var (startX, stepX) = Along(geometry.AxisX, (geometry.Size.X - 1) / 2.0, width, (double)geometry.Size.X / width);
        return new(width, height, startY, startX, stepY, stepX);

        static int Pixels(double length) => Math.Max(1, (int)Math.Round(length));
    }

    /// <summary>A square window on a slice, which may reach beyond it.</summary>
    /// <param name="geometry">The volume's grid.</param>
    /// <param name="y">The continuous index y of the window's middle.</param>
    /// <param name="x">The continuous index x of the window's middle.</param>
    /// <param name="sideMm">The window's side in mm.</param>
    /// <param name="side">The picture's side in pixels.</param>
    public static SliceView Around(VolumeGeometry geometry, double y, double x, double sideMm, int side)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(side);
        var pixel = sideMm / side;
        var (startY, stepY) = Along(geometry.AxisY, y, side, pixel / geometry.Spacing.Y);
        var (startX, stepX) = Along(geometry.AxisX, x, side, pixel / geometry.Spacing.X);
        return new(side, side, startY, startX, stepY, stepX);
    }

    /// <summary>The continuous index [y, x] under the centre of a pixel.</summary>
    public (double Y, double X) Continuous(int row, int column) => (StartY + (row * StepY), StartX + (column * StepX));

    /// <summary>The plane's element under a pixel, by nearest neighbour: index into a plane of [y, x]; -1 outside of it.</summary>
    public int Nearest(GridSize size, int row, int column)
    {
        var (y, x) = Continuous(row, column);
        var (nearY, nearX) = ((int)Math.Floor(y + 0.5), (int)Math.Floor(x + 0.5));
        return nearY < 0 || nearX < 0 || nearY >= size.Y || nearX >= size.X ? -1 : (nearY * size.X) + nearX;
    }

    private static (double Start, double Step) Along(Vector3 axis, double middle, int pixels, double step)
    {
        var directed = FacesAway(axis) ? -step : step;
        return (middle - (directed * (pixels - 1) / 2), directed);
    }

    /// <summary>Whether an axis runs mainly to the right, the front or the head, against the reading direction.</summary>
    private static bool FacesAway(Vector3 axis)
    {
        var (x, y, z) = (Math.Abs(axis.X), Math.Abs(axis.Y), Math.Abs(axis.Z));
        return x >= y && x >= z ? axis.X < 0 : y >= z ? axis.Y < 0 : axis.Z > 0;
    }
}
