using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;
using MedMim.Training.Options;

namespace MedMim.Pretraining.Masking;

/// <summary>What is hidden from the network, and how much.</summary>
public sealed record MaskingOptions
{
    /// <summary>The strategies by name.</summary>
    public static IReadOnlyList<string> Strategies { get; } =
    [
        UniformBlockMasking.StrategyName, MultiScaleBlockMasking.StrategyName, AnatomyAdaptedMasking.StrategyName,
        LabelPriorMasking.StrategyName, LossGuidedMasking.StrategyName, CurriculumMasking.StrategyName,
    ];

    /// <summary>One of <see cref="Strategies"/>. Default <c>anatomy</c>.</summary>
    public string Strategy { get; init; } = AnatomyAdaptedMasking.StrategyName;

    /// <summary>Share that is masked, above 0 and below 1: of the blocks, or (anatomy, labels) of the body. Default 0.75.</summary>
    public double MaskRatio { get; init; } = 0.75;

    /// <summary>
    /// Size of a masked block in voxels, [z, y, x], each at least 1; null (the default) is the finest that suits the network:
    /// its total downsampling, or its token.
    /// </summary>
    public GridSize? MaskUnit { get; init; }

    /// <summary>
    /// Whether the mask unit may be finer than the network's total downsampling. Then hidden and visible voxels meet within a
    /// cell of its bottleneck, and the skip connections can fill in from the neighbours. Default no.
    /// </summary>
    public bool FinerThanBottleneck { get; init; }

    /// <summary>Multiscale: the cubes' sides in mask units, each at least 1. Default 1, 2 and 4.</summary>
    public IReadOnlyList<int> Scales { get; init; } = [1, 2, 4];

    /// <summary>Anatomy, labels, curriculum: how readily voxels of each tissue class are masked.</summary>
    public TissueWeights Weights { get; init; } = new();

    /// <summary>Labels: how readily voxels of each label are masked.</summary>
    public LabelWeights LabelWeights { get; init; } = new();

    /// <summary>
    /// Loss-guided, curriculum: the share of the masked blocks that is chosen by the teacher's loss in the end, 0 to 1. Default
    /// 0.5, AnatoMask's.
    /// </summary>
    public double HardShare { get; init; } = 0.5;

    /// <summary>Curriculum: when the prior gives way to the loss.</summary>
    public CurriculumRamp Curriculum { get; init; } = new();

    /// <summary>
    /// Loss-guided, curriculum: the teacher's moving average; null (the default) remembers the same share of any run:
    /// <see cref="TeacherMemory"/>.
    /// </summary>
    public AverageOptions? Teacher { get; init; }

    /// <summary>Whether the strategy looks at labels.</summary>
    internal bool UsesLabels => Strategy == LabelPriorMasking.StrategyName;

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

        if (MaskUnit is { } unit && (unit.Z < 1 || unit.Y < 1 || unit.X < 1))
        {
            throw new InputException("mask_unit", $"is {unit}", "Give at least 1 voxel along every axis.");
        }

        if (Scales.Count == 0 || Scales.Any(s => s < 1))
        {
            throw new InputException("masking.scales", "is empty, or holds a number below 1", "Give sides in mask units, such as [1, 2, 4].");
        }

        OptionRange.Within("masking.hard_share", HardShare, 0, 1);
        Weights.Validate();
        LabelWeights.Validate();
        Curriculum.Validate();
        Teacher?.Validate();
    }

    /// <summary>Makes the strategy.</summary>
    /// <param name="unit">The mask unit in voxels, [z, y, x].</param>
    public IMaskingStrategy Create(GridSize unit) => Strategy switch
    {
        UniformBlockMasking.StrategyName => new UniformBlockMasking(MaskRatio, unit),
        MultiScaleBlockMasking.StrategyName => new MultiScaleBlockMasking(MaskRatio, unit, Scales),
        LabelPriorMasking.StrategyName => new LabelPriorMasking(MaskRatio, unit, Weights, LabelWeights),
        LossGuidedMasking.StrategyName => new LossGuidedMasking(MaskRatio, unit, HardShare),
        CurriculumMasking.StrategyName => new CurriculumMasking(MaskRatio, unit, Weights, HardShare, Curriculum),
        _ => new AnatomyAdaptedMasking(MaskRatio, unit, Weights),
    };
}
