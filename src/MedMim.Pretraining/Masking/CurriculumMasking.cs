using MedMim.Datasets.Sampling;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.Pretraining.Masking;

/// <summary>
/// Begins as <see cref="AnatomyAdaptedMasking"/>, while a teacher knows nothing yet, and ends as <see cref="LossGuidedMasking"/>
/// does. In between, at blend b from 0 to 1, up to the share b · hard share is chosen by loss, the rest is drawn with weights
/// (tissue prior)^(1 − b), and the ratio counts (1 − b) parts by the body and b parts by blocks.
/// </summary>
/// <remarks>
/// At b = 0 and b = 1 the same stream gives the very mask that the one and the other strategy give (the latter at its last step).
/// </remarks>
/// <param name="maskRatio">Share that is masked, above 0 and below 1.</param>
/// <param name="maskUnit">The mask unit in voxels, [z, y, x].</param>
/// <param name="weights">The prior.</param>
/// <param name="hardShare">The share of the masked blocks that is chosen by loss at b = 1, 0 to 1.</param>
/// <param name="ramp">When the blend rises.</param>
public sealed class CurriculumMasking(
    double maskRatio, GridSize maskUnit, TissueWeights weights, double hardShare, CurriculumRamp ramp) : IGuidedMaskingStrategy
{
    internal const string StrategyName = "curriculum";

    /// <inheritdoc/>
    public string Name => StrategyName;

    /// <inheritdoc/>
    public BlockMask Draw(Patch patch, RandomStream random) => new AnatomyAdaptedMasking(maskRatio, maskUnit, weights).Draw(patch, random);

    /// <inheritdoc/>
    public BlockMask Draw(Patch patch, MaskGuidance guidance, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(patch);
        ArgumentNullException.ThrowIfNull(guidance);
        ArgumentNullException.ThrowIfNull(random);
        var (blocks, blend) = (new PatchBlocks(patch, maskUnit), ramp.At(guidance.Moment));
        var ofBlocks = BlockBudget.OfBlocks(blocks, maskRatio);
        var budget = BlockBudget.OfBody(blocks, maskRatio).Towards(ofBlocks, blend);
        var prior = AnatomyAdaptedMasking.Weights(blocks, weights).Zip(blocks.Even(), (w, there) => there * Math.Pow(w, 1 - blend));
        var keys = BlockOrder.Keys([.. prior], random);
        HardBlocks.PutFirst(keys, guidance.Losses, hardShare * blend, budget, ofBlocks);
        return blocks.Mask(budget, keys);
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, double>> Figures(TrainingMoment moment) =>
    [
        new("blend", (float)ramp.At(moment)),
        new("hard_share", (float)(hardShare * ramp.At(moment))),
    ];
}
