using MedMim.Training.Augmentation;

namespace MedMim.FineTuning.Augmentation;

/// <summary>Random changes of training patches.</summary>
public sealed record AugmentationOptions
{
    /// <summary>Nothing is changed.</summary>
    public static AugmentationOptions None { get; } = new() { Spatial = SpatialOptions.None, Intensity = IntensityOptions.None };

    /// <summary>Of image and label together.</summary>
    public SpatialOptions Spatial { get; init; } = new();

    /// <summary>Of the image.</summary>
    public IntensityOptions Intensity { get; init; } = new();

    /// <summary>Checks every range.</summary>
    /// <exception cref="Foundation.Failures.InputException">An option is out of its range.</exception>
    public void Validate()
    {
        Spatial.Validate();
        Intensity.Validate();
    }
}
