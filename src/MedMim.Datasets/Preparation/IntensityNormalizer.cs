using MedMim.Datasets.Store;

namespace MedMim.Datasets.Preparation;

/// <summary>
/// Clips by modality, then brings intensities to mean 0 and deviation 1: over the body of the volume (over all that is there, where nothing is body), or for CT over the
/// data set's foreground where the plan says so. The rest of the volume gets the same map.
/// </summary>
internal static class IntensityNormalizer
{
    /// <summary>Normalises in place.</summary>
    /// <returns>The range that was clipped to, if any, and the map.</returns>
    public static (IntensityRange? Window, IntensityScale Scale) Execute(
        float[] image, ReadOnlySpan<byte> tissue, string modality, PreparationPlan plan)
    {
        var window = modality switch { "CT" => plan.CtWindow, "PT" => plan.PetWindow, _ => null };
        if (window is { } range)
        {
            var (low, high) = ((float)range.Low, (float)range.High);
            for (var i = 0; i < image.Length; i++)
            {
                image[i] = Math.Clamp(image[i], low, high);
            }
        }

        var scale = (modality == "CT" ? plan.CtScale : null) ?? Moments(image, tissue, TissueClasses.IsBody)
            ?? Moments(image, tissue, t => t != (byte)TissueClass.Absent) ?? new(0, 1);
        var clip = (float)plan.ClipDeviations;
        for (var i = 0; i < image.Length; i++)
        {
            image[i] = Math.Clamp((float)((image[i] - scale.Mean) / scale.Deviation), -clip, clip);
        }

        return (window, scale);
    }

    /// <summary>Mean and deviation of the voxels that count, null where none does; a deviation of 0 becomes 1.</summary>
    private static IntensityScale? Moments(float[] image, ReadOnlySpan<byte> tissue, Func<byte, bool> counts)
    {
        var (count, mean, squares) = (0L, 0.0, 0.0);
        for (var i = 0; i < image.Length; i++)
        {
            if (counts(tissue[i]))
            {
                // Welford (1962): stable where the mean is far from zero.
                count++;
                var difference = image[i] - mean;
                mean += difference / count;
                squares += difference * (image[i] - mean);
            }
        }

        if (count == 0)
        {
            return null;
        }

        var deviation = Math.Sqrt(squares / count);
        return new(mean, deviation > 0 ? deviation : 1);
    }
}
