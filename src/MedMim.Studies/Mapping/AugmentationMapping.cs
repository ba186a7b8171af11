using MedMim.Studies.Protocols.Sections;
using MedMim.Training.Augmentation;

namespace MedMim.Studies.Mapping;

/// <summary>The protocol's random changes of crops as both kinds of training take them.</summary>
internal static class AugmentationMapping
{
    /// <param name="section">Rotation and scaling.</param>
    /// <param name="mirrorProbability">Probability of mirroring along each axis.</param>
    public static SpatialOptions ToOptions(this AugmentationSection section, double mirrorProbability) => new()
    {
        RotationProbability = section.RotationProbability,
        MaximumRotation = section.MaximumRotation,
        ScaleProbability = section.ScaleProbability,
        SmallestScale = section.SmallestScale,
        LargestScale = section.LargestScale,
        MirrorProbability = mirrorProbability,
    };

    public static IntensityOptions ToOptions(this IntensitiesSection section) => new()
    {
        NoiseProbability = section.NoiseProbability,
        NoiseDeviation = section.NoiseDeviation,
        BlurProbability = section.BlurProbability,
        BlurDeviation = section.BlurDeviation,
        BrightnessProbability = section.BrightnessProbability,
        BrightnessFactor = section.BrightnessFactor,
        ContrastProbability = section.ContrastProbability,
        ContrastFactor = section.ContrastFactor,
        LowResolutionProbability = section.LowResolutionProbability,
        LowResolutionScale = section.LowResolutionScale,
        GammaProbability = section.GammaProbability,
        InvertedGammaProbability = section.InvertedGammaProbability,
        Gamma = section.Gamma,
    };
}
