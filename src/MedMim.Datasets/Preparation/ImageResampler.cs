using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>
/// Intensities on a grid of another spacing: interpolating cubic B-splines; along an anisotropic axis linear, since a
/// spline through thick slices overshoots between them. No value leaves the range of the scan. Nothing is smoothed
/// beforehand, as in nnU-Net.
/// </summary>
internal static class ImageResampler
{
    /// <summary>Resamples.</summary>
    /// <param name="image">The scan.</param>
    /// <param name="grid">The wanted grid, of the same axes and centre.</param>
    /// <param name="anisotropy">From which ratio of spacings on an axis is interpolated linearly.</param>
    /// <returns>The image on the grid, and how it was made, in words.</returns>
    public static (Volume<float> Image, string Interpolation) Execute(Volume<float> image, VolumeGeometry grid, double anisotropy)
    {
        if (image.Geometry.CoincidesWith(grid, 0))
        {
            return (image, "none");
        }

        var (low, high) = Range(image.Voxels);
        var across = AnisotropicAxis.Of(image.Geometry, grid, anisotropy);
        var inPlane = across is { } axis ? PreparedGrid.Except(image.Geometry, grid, axis) : grid;
        var result = inPlane.Size == image.Geometry.Size && inPlane.Spacing == image.Geometry.Spacing
            ? image
            : Resample.Execute(image, inPlane, Interpolator.BSpline, low);
        if (across is not null)
        {
            result = Resample.Execute(result, grid, Interpolator.Linear, low);
        }

        foreach (ref var value in result.Voxels.AsSpan())
        {
            value = Math.Clamp(value, low, high);
        }

        return (result, across is { } thick ? $"cubic, linear along {"zyx"[thick]}" : "cubic");
    }

    private static (float Low, float High) Range(float[] values)
    {
        var (low, high) = (values[0], values[0]);
        foreach (var value in values)
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        return (low, high);
    }
}
