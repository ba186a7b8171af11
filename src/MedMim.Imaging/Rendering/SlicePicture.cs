using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Rendering;

/// <summary>Draws slices [y, x] of volumes, and masks over them.</summary>
public static class SlicePicture
{
    /// <summary>One plane of a volume.</summary>
    /// <param name="voxels">Voxels, C order [z, y, x].</param>
    /// <param name="size">The volume's size.</param>
    /// <param name="z">Index of the slice.</param>
    public static ReadOnlySpan<T> Plane<T>(ReadOnlySpan<T> voxels, GridSize size, int z) =>
        voxels.Slice(checked((int)size.Offset(z, 0, 0)), size.Y * size.X);

    /// <summary>The intensity under each pixel, row by row; bilinear between voxel centres, NaN outside of the slice.</summary>
    /// <param name="voxels">Intensities, C order [z, y, x].</param>
    /// <param name="size">The volume's size.</param>
    /// <param name="z">Index of the slice.</param>
    /// <param name="view">Layout of the picture.</param>
    public static float[] Sample(ReadOnlySpan<float> voxels, GridSize size, int z, SliceView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var plane = Plane(voxels, size, z);
        var samples = new float[view.Height * view.Width];
        for (var i = 0; i < samples.Length; i++)
        {
            var (y, x) = view.Continuous(i / view.Width, i % view.Width);
            samples[i] = (float)Bilinear(plane, size, y, x);
        }

        return samples;
    }

    /// <summary>Sampled intensities in greys.</summary>
    /// <param name="samples">What <see cref="Sample"/> gave for the view.</param>
    /// <param name="view">Layout of the picture.</param>
    /// <param name="window">What is black and what is white.</param>
    public static RgbImage Grey(ReadOnlySpan<float> samples, SliceView view, IntensityWindow window)
    {
        ArgumentNullException.ThrowIfNull(view);
        var image = new RgbImage(view.Width, view.Height);
        for (var i = 0; i < samples.Length; i++)
        {
            image[i / view.Width, i % view.Width] = Rgb.Grey(window.Map(samples[i]));
        }

        return image;
    }

    /// <summary>Covers pixels with a colour.</summary>
    /// <param name="image">The picture, which is changed.</param>
    /// <param name="covered">Whether a pixel is covered, row by row.</param>
    /// <param name="colour">The colour.</param>
    public static void Cover(RgbImage image, ReadOnlySpan<bool> covered, Rgb colour)
    {
        ArgumentNullException.ThrowIfNull(image);
        for (var i = 0; i < covered.Length; i++)
        {
            if (covered[i])
            {
                image[i / image.Width, i % image.Width] = colour;
            }
        }
    }

    private static double Bilinear(ReadOnlySpan<float> plane, GridSize size, double y, double x)
    {
        if (y < -0.5 || x < -0.5 || y > size.Y - 0.5 || x > size.X - 0.5)
        {
            return double.NaN;
        }

        var (cy, cx) = (Math.Clamp(y, 0, size.Y - 1), Math.Clamp(x, 0, size.X - 1));
        var (y0, x0) = ((int)cy, (int)cx);
        var (y1, x1) = (Math.Min(y0 + 1, size.Y - 1), Math.Min(x0 + 1, size.X - 1));
        var (fy, fx) = (cy - y0, cx - x0);
        var top = (plane[(y0 * size.X) + x0] * (1 - fx)) + (plane[(y0 * size.X) + x1] * fx);
        var bottom = (plane[(y1 * size.X) + x0] * (1 - fx)) + (plane[(y1 * size.X) + x1] * fx);
        return (top * (1 - fy)) + (bottom * fy);
    }
}
