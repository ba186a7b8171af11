using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;

namespace MedMim.Pretraining.Masking;

/// <summary>What is hidden from the network, and how much.</summary>
public sealed record MaskingOptions
{
    /// <summary>The strategies by name.</summary>
    public static IReadOnlyList<string> Strategies { get; } = [UniformBlockMasking.StrategyName, AnatomyAdaptedMasking.StrategyName];

    /// <summary>One of <see cref="Strategies"/>. Default <c>anatomy</c>.</summary>
    public string Strategy { get; init; } = AnatomyAdaptedMasking.StrategyName;

    /// <summary>Share that is masked, above 0 and below 1: of the blocks (uniform), or of the body (anatomy). Default 0.75.</summary>
    public double MaskRatio { get; init; } = 0.75;

    /// <summary>Size of a masked block in voxels, [z, y, x], each at least 1. Default 8×8×8.</summary>
    public GridSize MaskUnit { get; init; } = new(8, 8, 8);

    /// <summary>Anatomy: how readily voxels of each tissue class are masked.</summary>
    public TissueWeights Weights { get; init; } = new();

    /// <summary>Checks every range.</summary>
    /// <exception cref="InputException">An option is out of its range.</exception>
    public void Validate()
    {
        if (!Strategies.Contains(Strategy, StringComparer.Ordinal))
        {
            throw new InputException(
                "masking", $"there is no strategy '{Strategy}'", $"Choose one of {string.Join(", ", Strategies)}.");
        }

        if (MaskRatio is not (> 0 and < 1))
        {
            throw new InputException(
                "mask_ratio", FormattableString.Invariant($"is {MaskRatio}"), "Give a number above 0 and below 1, such as 0.75.");
        }

        if (MaskUnit.Z < 1 || MaskUnit.Y < 1 || MaskUnit.X < 1)
        {
            throw new InputException("mask_unit", $"is {MaskUnit}", "Give at least 1 voxel along every axis.");
        }

        Weights.Validate();
    }

    /// <summary>Makes the strategy.</summary>
    public IMaskingStrategy Create() => Strategy == UniformBlockMasking.StrategyName
        ? new UniformBlockMasking(MaskRatio, MaskUnit)
        : new AnatomyAdaptedMasking(MaskRatio, MaskUnit, Weights);
}
