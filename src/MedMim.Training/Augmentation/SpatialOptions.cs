using MedMim.Training.Options;

namespace MedMim.Training.Augmentation;

/// <summary>
/// How crops are turned, scaled and mirrored at random. Probabilities are 0 to 1, for each crop by itself; 0 turns a change
/// off. The defaults are nnU-Net's.
/// </summary>
public sealed record SpatialOptions
{
    /// <summary>Nothing is changed.</summary>
    public static SpatialOptions None { get; } = new() { RotationProbability = 0, ScaleProbability = 0, MirrorProbability = 0 };

    /// <summary>Probability that a crop is turned. Default 0.2.</summary>
    public double RotationProbability { get; init; } = 0.2;

    /// <summary>Largest rotation about each axis, degrees, 0 to 180. Default 30.</summary>
    public double MaximumRotation { get; init; } = 30;

    /// <summary>Probability that a crop is scaled. Default 0.2.</summary>
    public double ScaleProbability { get; init; } = 0.2;

    /// <summary>Smallest factor, 0.1 to 10; above 1 things look larger. Default 0.7.</summary>
    public double SmallestScale { get; init; } = 0.7;

    /// <summary>Largest factor, from the smallest to 10; the logarithm of the factor is uniform. Default 1.4.</summary>
    public double LargestScale { get; init; } = 1.4;

    /// <summary>
    /// Probability that a crop is mirrored, for each axis by itself. Default 0.5. 0 where left and right are different labels.
    /// </summary>
    public double MirrorProbability { get; init; } = 0.5;

    /// <summary>Checks every range.</summary>
    /// <exception cref="Foundation.Failures.InputException">An option is out of its range.</exception>
    public void Validate()
    {
        OptionRange.Within("augmentation.rotation_probability", RotationProbability, 0, 1);
        OptionRange.Within("augmentation.maximum_rotation", MaximumRotation, 0, 180);
        OptionRange.Within("augmentation.scale_probability", ScaleProbability, 0, 1);
        OptionRange.Within("augmentation.smallest_scale", SmallestScale, 0.1, 10);
        OptionRange.Within("augmentation.largest_scale", LargestScale, SmallestScale, 10);
        OptionRange.Within("mirror_probability", MirrorProbability, 0, 1);
    }
}
