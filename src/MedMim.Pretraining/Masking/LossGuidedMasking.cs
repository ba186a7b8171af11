using MedMim.Datasets.Sampling;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.Pretraining.Masking;

/// <summary>
/// Hides what a teacher finds hard, more of it as training goes on (AnatoMask, arXiv 2407.06468). Of the M blocks that
/// <see cref="UniformBlockMasking"/> would mask, the ⌊M·r⌋ of the highest teacher's loss are masked for certain, and the others
/// drawn uniformly from the rest.
/// </summary>
/// <remarks>r(step) = share · (step + 1)/(steps − 1), at most the share: easy to hard.</remarks>
/// <param name="maskRatio">Share of the blocks, above 0 and below 1.</param>
/// <param name="maskUnit">The mask unit in voxels, [z, y, x].</param>
/// <param name="hardShare">The share of the masked blocks that is chosen by loss at the end, 0 to 1; AnatoMask's is 0.5.</param>
public sealed class LossGuidedMasking(double maskRatio, GridSize maskUnit, double hardShare) : IGuidedMaskingStrategy
{
    internal const string StrategyName = "loss-guided";

    /// <inheritdoc/>
    public string Name => StrategyName;

    /// <inheritdoc/>
    public BlockMask Draw(Patch patch, RandomStream random) => new UniformBlockMasking(maskRatio, maskUnit).Draw(patch, random);

    /// <inheritdoc/>
    public BlockMask Draw(Patch patch, MaskGuidance guidance, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(patch);
        ArgumentNullException.ThrowIfNull(guidance);
        ArgumentNullException.ThrowIfNull(random);
        var blocks = new PatchBlocks(patch, maskUnit);
        var budget = BlockBudget.OfBlocks(blocks, maskRatio);
        var keys = BlockOrder.Keys(blocks.Even(), random);
        HardBlocks.PutFirst(keys, guidance.Losses, Share(guidance.Moment), budget);
        return blocks.Mask(budget, keys);
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, double>> Figures(TrainingMoment moment) => [new("hard_share", (float)Share(moment))];

    /// <summary>r at a step.</summary>
    internal double Share(TrainingMoment moment) =>
        hardShare * Math.Min(1, (moment.Step + 1) / (double)Math.Max(1, moment.Steps - 1));
}
