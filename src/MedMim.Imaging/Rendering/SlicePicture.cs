using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Rendering;

/// <summary>Draws slices [y, x] of volumes, and labels over them.</summary>
public static class SlicePicture
{
    /// <summary>One plane of a volume.</summary>
    /// <param name="voxels">Voxels, C order [z, y, x].</param>
    /// <param name="size">The volume's size.</param>
    /// <param name="z">Index of the slice.</param>
    public static ReadOnlySpan<T> Plane<T>(ReadOnlySpan<T> voxels, GridSize size, int z) =>
        voxels.Slice(checked((int)size.Offset(z, 0, 0)), size.Y * size.X);

    /// <summary>A slice in greys; bilinear between voxel centres.</summary>
    /// <param name="voxels">Intensities, C order [z, y, x].</param>
    /// <param name="size">The volume's size.</param>
    /// <param name="z">Index of the slice.</param>
    /// <param name="window">What is black and what is white.</param>
    /// <param name="view">Layout of the picture.</param>
    public static RgbImage Grey(ReadOnlySpan<float> voxels, GridSize size, int z, IntensityWindow window, SliceView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var plane = Plane(voxels, size, z);
        var image = new RgbImage(view.Width, view.Height);
        for (var row = 0; row < view.Height; row++)
        {
            for (var column = 0; column < view.Width; column++)
            {
                var (y, x) = view.Continuous(size, row, column);
                image[row, column] = Rgb.Grey(window.Map(Bilinear(plane, size, y, x)));
            }
        }

        return image;
    }

    /// <summary>Tints pixels by their label value; 0 is left alone.</summary>
    /// <param name="image">The picture of the same slice and view, which is changed.</param>
    /// <param name="labels">Labels, C order [z, y, x].</param>
    /// <param name="size">The volume's size.</param>
    /// <param name="z">Index of the slice.</param>
    /// <param name="view">Layout of the picture.</param>
    /// <param name="opacity">0 to 1.</param>
    public static void Tint(
        RgbImage image, ReadOnlySpan<byte> labels, GridSize size, int z, SliceView view, double opacity = 0.4)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(view);
        var plane = Plane(labels, size, z);
        for (var row = 0; row < image.Height; row++)
        {
            for (var column = 0; column < image.Width; column++)
            {
                var label = plane[view.Nearest(size, row, column)];
                if (label != 0)
                {
                    image[row, column] = Blend(image[row, column], Palette.OfLabel(label), opacity);
                }
            }
        }
    }

    /// <summary>Outlines the non-zero voxels: those of their pixels that touch a pixel outside.</summary>
    /// <inheritdoc cref="Tint"/>
    /// <param name="image">The picture of the same slice and view, which is changed.</param>
    /// <param name="labels">Labels, C order [z, y, x].</param>
    /// <param name="size">The volume's size.</param>
    /// <param name="z">Index of the slice.</param>
    /// <param name="view">Layout of the picture.</param>
    /// <param name="colour">The line's colour.</param>
    /// <param name="thickness">The line's width in pixels, 1 or more; it grows inwards.</param>
    public static void Outline(
        RgbImage image, ReadOnlySpan<byte> labels, GridSize size, int z, SliceView view, Rgb colour, int thickness = 1)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(view);
        var plane = Plane(labels, size, z);
        for (var row = 0; row < image.Height; row++)
        {
            for (var column = 0; column < image.Width; column++)
            {
                if (Inside(plane, row, column) && TouchesOutside(plane, row, column))
                {
                    image[row, column] = colour;
                }
            }
        }

        bool Inside(ReadOnlySpan<byte> mask, int row, int column) =>
            row >= 0 && row < view.Height && column >= 0 && column < view.Width && mask[view.Nearest(size, row, column)] != 0;

        bool TouchesOutside(ReadOnlySpan<byte> mask, int row, int column)
        {
            for (var d = 1; d <= thickness; d++)
            {
                if (!Inside(mask, row - d, column) || !Inside(mask, row + d, column)
                    || !Inside(mask, row, column - d) || !Inside(mask, row, column + d))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private static double Bilinear(ReadOnlySpan<float> plane, GridSize size, double y, double x)
    {
        var (cy, cx) = (Math.Clamp(y, 0, size.Y - 1), Math.Clamp(x, 0, size.X - 1));
        var (y0, x0) = ((int)cy, (int)cx);
        var (y1, x1) = (Math.Min(y0 + 1, size.Y - 1), Math.Min(x0 + 1, size.X - 1));
        var (fy, fx) = (cy - y0, cx - x0);
        var top = (plane[(y0 * size.X) + x0] * (1 - fx)) + (plane[(y0 * size.X) + x1] * fx);
        var bottom = (plane[(y1 * size.X) + x0] * (1 - fx)) + (plane[(y1 * size.X) + x1] * fx);
        return (top * (1 - fy)) + (bottom * fy);
    }

    private static Rgb Blend(Rgb under, Rgb over, double opacity) =>
        new(Mix(under.R, over.R, opacity), Mix(under.G, over.G, opacity), Mix(under.B, over.B, opacity));

    private static byte Mix(byte under, byte over, double opacity) =>
        (byte)Math.Clamp(Math.Round((under * (1 - opacity)) + (over * opacity)), 0, 255);
}
