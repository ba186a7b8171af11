using MedMim.Training.Augmentation;

namespace MedMim.Studies.Protocols.Sections;

/// <summary>How the intensities of the segmenter's crops are changed at random; what each means stands in <see cref="IntensityOptions"/>.</summary>
public sealed record IntensitiesSection
{
    /// <summary>Share of crops that get noise, 0 to 1.</summary>
    public double NoiseProbability { get; init; } = 0.1;

    /// <summary>Largest deviation of the noise.</summary>
    public double NoiseDeviation { get; init; } = 0.1;

    /// <summary>Share of crops that are blurred, 0 to 1.</summary>
    public double BlurProbability { get; init; } = 0.1;

    /// <summary>Deviations of the blur, voxels.</summary>
    public ValueRange BlurDeviation { get; init; } = new(0.5, 1);

    /// <summary>Share of crops whose intensities are multiplied, 0 to 1.</summary>
    public double BrightnessProbability { get; init; } = 0.15;

    /// <summary>The factors.</summary>
    public ValueRange BrightnessFactor { get; init; } = new(0.75, 1.25);

    /// <summary>Share of crops with another contrast, 0 to 1.</summary>
    public double ContrastProbability { get; init; } = 0.15;

    /// <summary>The factors.</summary>
    public ValueRange ContrastFactor { get; init; } = new(0.75, 1.25);

    /// <summary>Share of crops that are coarsened, 0 to 1.</summary>
    public double LowResolutionProbability { get; init; } = 0.125;

    /// <summary>Share of the voxels along each axis that are left.</summary>
    public ValueRange LowResolutionScale { get; init; } = new(0.5, 1);

    /// <summary>Share of crops with a gamma correction, 0 to 1.</summary>
    public double GammaProbability { get; init; } = 0.3;

    /// <summary>Share of crops with a gamma correction of the negative, 0 to 1.</summary>
    public double InvertedGammaProbability { get; init; } = 0.1;

    /// <summary>The exponents of both.</summary>
    public ValueRange Gamma { get; init; } = new(0.7, 1.5);
}
