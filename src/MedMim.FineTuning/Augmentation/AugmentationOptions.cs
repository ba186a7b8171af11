using MedMim.Datasets.Sampling.Transforms;
using MedMim.Training.Options;

namespace MedMim.FineTuning.Augmentation;

/// <summary>Random changes of training patches. Probabilities are 0 to 1 and per patch; 0 turns a change off.</summary>
public sealed record AugmentationOptions
{
    /// <summary>Nothing is changed.</summary>
    public static AugmentationOptions None { get; } = new()
    {
        MirrorProbability = 0,
        AffineProbability = 0,
        IntensityProbability = 0,
        NoiseProbability = 0,
    };

    /// <summary>
    /// Probability of mirroring, for each axis by itself; default 0.5. Set 0 where left and right are different labels.
    /// </summary>
    public double MirrorProbability { get; init; } = 0.5;

    /// <summary>Probability of a rotation with a zoom; default 0.3.</summary>
    public double AffineProbability { get; init; } = 0.3;

    /// <summary>Largest rotation about each axis in degrees, 0 to 180; default 15.</summary>
    public double MaximumRotation { get; init; } = 15;

    /// <summary>Zoom factors lie in 1/(1 + this) to 1 + this; 0 to 1, default 0.2.</summary>
    public double ZoomRange { get; init; } = 0.2;

    /// <summary>Probability of another contrast and brightness; default 0.5.</summary>
    public double IntensityProbability { get; init; } = 0.5;

    /// <summary>
    /// Contrast factors lie in 1/(1 + this) to 1 + this, brightness shifts in ± this deviations; 0 to 1, default 0.25.
    /// </summary>
    public double IntensityRange { get; init; } = 0.25;

    /// <summary>Probability of Gaussian noise; default 0.15.</summary>
    public double NoiseProbability { get; init; } = 0.15;

    /// <summary>Largest deviation of the noise, in deviations of the scan, 0 to 1; default 0.1.</summary>
    public double MaximumNoise { get; init; } = 0.1;

    /// <summary>The changes in the order in which they are made.</summary>
    public IReadOnlyList<IPatchTransform> ToTransforms() =>
    [
        new RandomMotion(AffineProbability, MaximumRotation, ZoomRange),
        new Mirroring(MirrorProbability),
        new IntensityScaling(IntensityProbability, IntensityRange),
        new GaussianNoise(NoiseProbability, MaximumNoise),
    ];

    /// <summary>Checks every range.</summary>
    /// <exception cref="Foundation.Failures.InputException">An option is out of its range.</exception>
    public void Validate()
    {
        OptionRange.Within("mirror_probability", MirrorProbability, 0, 1);
        OptionRange.Within("affine_probability", AffineProbability, 0, 1);
        OptionRange.Within("maximum_rotation", MaximumRotation, 0, 180);
        OptionRange.Within("zoom_range", ZoomRange, 0, 1);
        OptionRange.Within("intensity_probability", IntensityProbability, 0, 1);
        OptionRange.Within("intensity_range", IntensityRange, 0, 1);
        OptionRange.Within("noise_probability", NoiseProbability, 0, 1);
        OptionRange.Within("maximum_noise", MaximumNoise, 0, 1);
    }
}
