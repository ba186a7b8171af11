using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Itk;

/// <summary>Removes the slow intensity drift of MR scans (Tustison et al., N4ITK, IEEE TMI 2010).</summary>
public static class N4BiasFieldCorrection
{
    /// <summary>The image divided by its estimated bias field.</summary>
    /// <param name="image">Intensities; those in the mask must be positive, since the field is found on their logarithm.</param>
    /// <param name="mask">Same grid; non-zero where the field is estimated. Null: where the image is positive.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ItkException">The mask is empty, or the image too small for the settings.</exception>
    public static unsafe Volume<float> Execute(Volume<float> image, Volume<byte>? mask = null, N4Options? options = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        Masks.RequireSameSize(image.Geometry, mask?.Geometry);
        options ??= new();
        var result = new Volume<float>(image.Geometry);
        var geometry = NativeGeometry.From(image.Geometry);
        int[] iterations = [.. options.IterationsPerLevel];
        ItkLibrary.Call((ref byte message, int capacity) =>
        {
            fixed (float* source = image.Voxels, target = result.Voxels)
            fixed (byte* inside = mask?.Voxels)
            fixed (int* levels = iterations)
            {
                return NativeMethods.N4BiasFieldCorrection(
                    geometry, source, inside, levels, iterations.Length, options.ConvergenceThreshold,
                    options.ControlPoints, options.ShrinkFactor, options.FullWidthAtHalfMaximum, target, ref message, capacity);
            }
        });
        return result;
    }
}
