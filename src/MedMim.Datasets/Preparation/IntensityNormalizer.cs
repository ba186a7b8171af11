namespace MedMim.Datasets.Preparation;

/// <summary>
/// Clips by modality, then brings intensities to mean 0 and deviation 1: over the body of the volume (over all that is there, where
/// nothing is body), or for CT over the data set's foreground where the plan says so. The rest of the volume gets the same map.
/// </summary>
internal static class IntensityNormalizer
{
    /// <summary>Normalises in place.</summary>
    /// <returns>The range that was clipped to, if any, and the map.</returns>
    public static (IntensityRange? Window, IntensityScale Scale) Execute(
        float[] image, ReadOnlySpan<byte> tissue, string modality, PreparationPlan plan)
    {
        var window = WindowOf(modality, plan);
        Clip(image, window);
        var scale = ScaleOf(modality, plan);
        if (scale is null)
        {
            var moments = new BodyMoments();
            moments.Add(image, tissue);
            scale = moments.Scale;
        }

        Apply(image, scale.Value, plan);
        return (window, scale.Value);
    }

    /// <summary>The range that a modality is clipped to; null for none.</summary>
    public static IntensityRange? WindowOf(string modality, PreparationPlan plan) =>
        modality switch { "CT" => plan.CtWindow, "PT" => plan.PetWindow, _ => null };

    /// <summary>The map that the plan gives a modality; null where the volume's own moments give it.</summary>
    public static IntensityScale? ScaleOf(string modality, PreparationPlan plan) => modality == "CT" ? plan.CtScale : null;

    /// <summary>Clips in place.</summary>
    public static void Clip(Span<float> image, IntensityRange? window)
    {
        if (window is not { } range)
        {
            return;
        }

        var (low, high) = ((float)range.Low, (float)range.High);
        foreach (ref var value in image)
        {
            value = Math.Clamp(value, low, high);
        }
    }

    /// <summary>Maps, and clips to the plan's deviations, in place.</summary>
    public static void Apply(Span<float> image, IntensityScale scale, PreparationPlan plan)
    {
        var clip = (float)plan.ClipDeviations;
        foreach (ref var value in image)
        {
            value = Math.Clamp((float)((value - scale.Mean) / scale.Deviation), -clip, clip);
        }
    }
}
