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
        var route = ResamplingRoute.Of(image.Geometry, grid, anisotropy);
        return (route.IsNone ? image : route.Execute(image, Extremes.Of(image.Voxels)), route.Words);
    }
}
