using MedMim.Training.Options;

namespace MedMim.FineTuning.Detection;

/// <summary>How boxes are made of a segmenter's probabilities.</summary>
public sealed record ProbabilityBoxesOptions
{
    /// <summary>Voxels count from this probability on, above 0 to 1; default 0.1: low, for scores order what is found.</summary>
    public double Threshold { get; init; } = 0.1;

    /// <summary>Smaller components are left out, voxels; at least 1, default 8.</summary>
    public int SmallestVoxels { get; init; } = 8;

    /// <summary>
    /// A component's score is the mean of this share of its highest probabilities, 0 to 1; 0 takes the highest alone. Default
    /// 0.1.
    /// </summary>
    public double TopShare { get; init; } = 0.1;

    /// <summary>Checks every range.</summary>
    /// <exception cref="Foundation.Failures.InputException">An option is out of its range.</exception>
    public void Validate()
    {
        OptionRange.Within("threshold", Threshold, 0.001, 1);
        OptionRange.AtLeast("smallest_voxels", SmallestVoxels, 1);
        OptionRange.Within("top_share", TopShare, 0, 1);
    }
}
