using MedMim.Studies.Protocols.Reading;
using MedMim.Studies.Protocols.Sections;
using MedMim.Training.Augmentation;

namespace MedMim.Studies.Protocols.Validation;

/// <summary>What the keys of random changes demand of each other.</summary>
internal static class AugmentationRules
{
    /// <summary>The smallest scale must not be above the largest.</summary>
    /// <param name="augmentation">The changes.</param>
    /// <param name="json">Where their values stand.</param>
    /// <param name="section">The keys that lead to the section that has them.</param>
    public static IEnumerable<ProtocolError> Check(AugmentationSection augmentation, LocatedJson json, params string[] section)
    {
        if (augmentation.SmallestScale > augmentation.LargestScale)
        {
            yield return new(json.PositionAt([.. section, "augmentation"]), "smallest_scale is above largest_scale", "Exchange them.");
        }
    }

    /// <summary>Ranges must begin with their low end.</summary>
    public static IEnumerable<ProtocolError> Check(IntensitiesSection intensities, LocatedJson json)
    {
        foreach (var (name, range) in new (string, ValueRange)[]
        {
            ("blur_deviation", intensities.BlurDeviation), ("brightness_factor", intensities.BrightnessFactor),
            ("contrast_factor", intensities.ContrastFactor), ("low_resolution_scale", intensities.LowResolutionScale),
            ("gamma", intensities.Gamma),
        })
        {
            if (range.Low > range.High)
            {
                yield return new(json.PositionAt("finetuning", "intensities", name), $"{name}: low is above high", "Give [low, high].");
            }
        }
    }
}
