using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Rendering;

/// <summary>
/// How a slice [y, x] of a volume is laid out as a picture: the patient's left at the right, the back at the bottom (for
/// upright slices the back at the right, the feet at the bottom), pixels as wide and high as they are in the patient.
/// </summary>
/// <param name="FlipX">Columns run from right to left.</param>
/// <param name="FlipY">Rows run from bottom to top.</param>
/// <param name="Width">Pixels of the picture across.</param>
/// <param name="Height">Pixels of the picture down.</param>
public sealed record SliceView(bool FlipX, bool FlipY, int Width, int Height)
{
    /// <summary>A view <paramref name="longSide"/> pixels long on its longer side.</summary>
    public static SliceView Of(VolumeGeometry geometry, int longSide)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(longSide);
        var across = geometry.Size.X * geometry.Spacing.X;
        var down = geometry.Size.Y * geometry.Spacing.Y;
        var scale = longSide / Math.Max(across, down);
        return new(
            FacesAway(geometry.AxisX),
            FacesAway(geometry.AxisY),
            Math.Max(1, (int)Math.Round(across * scale)),
            Math.Max(1, (int)Math.Round(down * scale)));
    }

    /// <summary>The plane's element under a pixel, by nearest neighbour: index into a plane of [y, x].</summary>
    public int Nearest(GridSize size, int row, int column)
    {
        var (y, x) = Continuous(size, row, column);
        return (Math.Clamp((int)Math.Round(y), 0, size.Y - 1) * size.X) + Math.Clamp((int)Math.Round(x), 0, size.X - 1);
    }

    /// <summary>The continuous index [y, x] under the centre of a pixel.</summary>
    public (double Y, double X) Continuous(GridSize size, int row, int column)
    {
        var y = ((row + 0.5) * size.Y / Height) - 0.5;
        var x = ((column + 0.5) * size.X / Width) - 0.5;
        return (FlipY ? size.Y - 1 - y : y, FlipX ? size.X - 1 - x : x);
    }

    /// <summary>Whether an axis runs mainly to the right, the front or the head, against the reading direction.</summary>
    private static bool FacesAway(Vector3 axis)
    {
        var (x, y, z) = (Math.Abs(axis.X), Math.Abs(axis.Y), Math.Abs(axis.Z));
        return x >= y && x >= z ? axis.X < 0 : y >= z ? axis.Y < 0 : axis.Z > 0;
    }
}
