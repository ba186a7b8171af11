using MedMim.Datasets.Store;

namespace MedMim.Datasets.Preparation;

/// <summary>Brings intensities to mean 0 and deviation 1 over the body; the rest of the volume gets the same map.</summary>
internal static class IntensityNormalizer
{
    /// <summary>Normalises in place.</summary>
    public static void Execute(float[] image, ReadOnlySpan<byte> tissue, string modality, PreparationOptions options)
    {
        if (modality == "CT")
        {
            var (low, high) = ((float)options.CtWindow.Low, (float)options.CtWindow.High);
            for (var i = 0; i < image.Length; i++)
            {
                image[i] = Math.Clamp(image[i], low, high);
            }
        }

        var (mean, deviation) = Moments(image, tissue, (byte)TissueClass.Tissue);
        var clip = (float)options.ClipDeviations;
        for (var i = 0; i < image.Length; i++)
        {
            image[i] = Math.Clamp((float)((image[i] - mean) / deviation), -clip, clip);
        }
    }

    /// <summary>Mean and deviation of the body, of everything where there is none; a deviation of 0 becomes 1.</summary>
    private static (double Mean, double Deviation) Moments(float[] image, ReadOnlySpan<byte> tissue, byte least)
    {
        var (count, mean, squares) = (0L, 0.0, 0.0);
        for (var i = 0; i < image.Length; i++)
        {
            if (tissue[i] >= least)
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
            return least > 0 ? Moments(image, tissue, 0) : (0, 1);
        }

        var deviation = Math.Sqrt(squares / count);
        return (mean, deviation > 0 ? deviation : 1);
    }
}
