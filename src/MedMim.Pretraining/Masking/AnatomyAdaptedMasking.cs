using MedMim.Datasets.Sampling;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.Pretraining.Masking;

/// <summary>
/// Masks blocks in proportion to the anatomy in them: air and table hardly ever, tissue readily, borders of organs more.
/// </summary>
/// <remarks>
/// The weight of a block is the mean over its voxels of <see cref="TissueWeights"/>, padding 0. Blocks are drawn without
/// replacement, each time with probability proportional to the weight, until the share of the body (tissue and boundary
/// voxels) that is hidden is as near to the ratio as whole blocks allow: <c>MaskRatio</c> is the share of the body that is
/// hidden, whatever the air around it; of a patch full of tissue, round(ratio × blocks) blocks.
/// A patch without any body is masked uniformly.
/// </remarks>
public sealed class AnatomyAdaptedMasking(double maskRatio, GridSize maskUnit, TissueWeights weights) : IMaskingStrategy
{
    internal const string StrategyName = "anatomy";

    /// <inheritdoc/>
    public string Name => StrategyName;

    /// <inheritdoc/>
    public BlockMask Draw(Patch patch, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(patch);
        ArgumentNullException.ThrowIfNull(random);
        var blocks = new PatchBlocks(patch, maskUnit);
        return blocks.Mask(BlockBudget.OfBody(blocks, maskRatio), BlockOrder.Keys(Weights(blocks, weights), random));
    }

    /// <summary>The weight of every block; all alike where there is no body, or nothing that weighs.</summary>
    internal static double[] Weights(PatchBlocks blocks, TissueWeights weights) =>
        blocks.HasBody ? blocks.EvenUnlessSomeWeigh(blocks.Means(weights)) : blocks.Even();
}
