using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Itk;

/// <summary>The threshold that best splits a histogram in two (Otsu 1979).</summary>
public static class OtsuThreshold
{
    /// <summary>The threshold; values above it are foreground.</summary>
    /// <param name="image">Finite intensities.</param>
    /// <param name="bins">Bins of the histogram, 2 or more.</param>
    public static unsafe double Execute(Volume<float> image, int bins = 128)
    {
        ArgumentNullException.ThrowIfNull(image);
        var geometry = NativeGeometry.From(image.Geometry);
        var threshold = 0.0;
        ItkLibrary.Call((ref byte message, int capacity) =>
        {
            fixed (float* source = image.Voxels)
            {
                return NativeMethods.OtsuThreshold(geometry, source, bins, out threshold, ref message, capacity);
            }
        });
        return threshold;
    }
}
