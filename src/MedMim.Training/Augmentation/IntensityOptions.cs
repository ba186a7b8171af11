using MedMim.Training.Options;

namespace MedMim.Training.Augmentation;

/// <summary>
/// How intensities are changed at random, of present voxels only. Probabilities are 0 to 1, for each channel of each crop by
/// itself; 0 turns a change off. The defaults are nnU-Net's (which blurs and coarsens half of the channels of twice as many
/// crops). Intensities are meant to be standardised.
/// </summary>
public sealed record IntensityOptions
{
    /// <summary>Nothing is changed.</summary>
    public static IntensityOptions None { get; } = new()
    {
        NoiseProbability = 0,
        BlurProbability = 0,
        BrightnessProbability = 0,
        ContrastProbability = 0,
        LowResolutionProbability = 0,
        GammaProbability = 0,
        InvertedGammaProbability = 0,
    };

    /// <summary>Probability of Gaussian noise. Default 0.1.</summary>
    public double NoiseProbability { get; init; } = 0.1;

    /// <summary>Largest deviation of the noise, which is uniform from 0; 0 to 10, default 0.1.</summary>
    public double NoiseDeviation { get; init; } = 0.1;

    /// <summary>Probability of a Gaussian blur. Default 0.1.</summary>
    public double BlurProbability { get; init; } = 0.1;

    /// <summary>Deviations of the blur in voxels, drawn for each axis by itself; 0.1 to 10, default 0.5 to 1.</summary>
    public ValueRange BlurDeviation { get; init; } = new(0.5, 1);

    /// <summary>Probability that intensities are multiplied by a factor. Default 0.15.</summary>
    public double BrightnessProbability { get; init; } = 0.15;

    /// <summary>The factors, half of them below 1; 0.01 to 100, default 0.75 to 1.25.</summary>
    public ValueRange BrightnessFactor { get; init; } = new(0.75, 1.25);

    /// <summary>Probability that the distance from the mean is multiplied by a factor, within the range of intensities. Default 0.15.</summary>
    public double ContrastProbability { get; init; } = 0.15;

    /// <summary>The factors, half of them below 1; 0.01 to 100, default 0.75 to 1.25.</summary>
    public ValueRange ContrastFactor { get; init; } = new(0.75, 1.25);

    /// <summary>Probability that a crop is brought to fewer voxels and back. Default 0.125.</summary>
    public double LowResolutionProbability { get; init; } = 0.125;

    /// <summary>Share of the voxels along each axis that are left; 0.05 to 1, default 0.5 to 1.</summary>
    public ValueRange LowResolutionScale { get; init; } = new(0.5, 1);

    /// <summary>Probability of a gamma correction. Default 0.3.</summary>
    public double GammaProbability { get; init; } = 0.3;

    /// <summary>Probability of a gamma correction of the negative. Default 0.1.</summary>
    public double InvertedGammaProbability { get; init; } = 0.1;

    /// <summary>The exponents of both, half of them below 1; 0.1 to 10, default 0.7 to 1.5.</summary>
    public ValueRange Gamma { get; init; } = new(0.7, 1.5);

    /// <summary>Checks every range.</summary>
    /// <exception cref="Foundation.Failures.InputException">An option is out of its range.</exception>
    public void Validate()
    {
        foreach (var (name, probability) in new[]
        {
            ("noise", NoiseProbability), ("blur", BlurProbability), ("brightness", BrightnessProbability),
            ("contrast", ContrastProbability), ("low_resolution", LowResolutionProbability), ("gamma", GammaProbability),
            ("inverted_gamma", InvertedGammaProbability),
        })
        {
            OptionRange.Within($"intensities.{name}_probability", probability, 0, 1);
        }

        OptionRange.Within("intensities.noise_deviation", NoiseDeviation, 0, 10);
        Within("blur_deviation", BlurDeviation, 0.1, 10);
        Within("brightness_factor", BrightnessFactor, 0.01, 100);
        Within("contrast_factor", ContrastFactor, 0.01, 100);
        Within("low_resolution_scale", LowResolutionScale, 0.05, 1);
        Within("gamma", Gamma, 0.1, 10);
    }

    private static void Within(string name, ValueRange range, double low, double high)
    {
        OptionRange.Within($"intensities.{name}[0]", range.Low, low, high);
        OptionRange.Within($"intensities.{name}[1]", range.High, range.Low, high);
    }
}
