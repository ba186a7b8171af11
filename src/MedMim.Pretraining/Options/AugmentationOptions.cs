using MedMim.Datasets.Sampling.Transforms;
using MedMim.Foundation.Failures;
using MedMim.Training.Options;

namespace MedMim.Pretraining.Options;

/// <summary>
/// How crops are changed at random before they are masked: rotated, scaled, mirrored, as nnssl does; image, priors and
/// presence alike. What turns in from outside of the crop is absent and never counts.
/// </summary>
public sealed record AugmentationOptions
{
    /// <summary>Probability that a crop is turned, 0 to 1. Default 0.2.</summary>
    public double RotationProbability { get; init; } = 0.2;

    /// <summary>Largest rotation about each axis, degrees, 0 to 180. Default 30.</summary>
    public double MaximumRotation { get; init; } = 30;

    /// <summary>Probability that a crop is scaled, 0 to 1. Default 0.2.</summary>
    public double ScaleProbability { get; init; } = 0.2;

    /// <summary>Smallest factor, positive; above 1 things look larger. Default 0.7.</summary>
    public double SmallestScale { get; init; } = 0.7;

    /// <summary>Largest factor, at least the smallest. Default 1.4.</summary>
    public double LargestScale { get; init; } = 1.4;

    /// <summary>Whether crops are mirrored at random along each axis. Default yes.</summary>
    public bool Mirror { get; init; } = true;

    /// <summary>The changes in the order in which they are made.</summary>
    public IReadOnlyList<IPatchTransform> ToTransforms() =>
    [
        .. RotationProbability + ScaleProbability > 0
            ? [new RotationAndScaling(RotationProbability, MaximumRotation, ScaleProbability, SmallestScale, LargestScale)]
            : Array.Empty<IPatchTransform>(),
        .. Mirror ? [new Mirroring()] : Array.Empty<IPatchTransform>(),
    ];

    /// <summary>Checks every range.</summary>
    /// <exception cref="InputException">An option is out of its range.</exception>
    public void Validate()
    {
        OptionRange.Within("augmentation.rotation_probability", RotationProbability, 0, 1);
        OptionRange.Within("augmentation.maximum_rotation", MaximumRotation, 0, 180);
        OptionRange.Within("augmentation.scale_probability", ScaleProbability, 0, 1);
        OptionRange.Positive("augmentation.smallest_scale", SmallestScale);
        OptionRange.Within("augmentation.largest_scale", LargestScale, SmallestScale, 10);
    }
}
