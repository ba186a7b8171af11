using MedMim.Datasets.Sampling;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.Pretraining.Masking;

/// <summary>
/// Masks blocks in proportion to the labelled organs or lesions in them; between them, in proportion to the anatomy. The
/// labels say where to hide voxels and are never a target.
/// </summary>
/// <remarks>
/// As <see cref="AnatomyAdaptedMasking"/>, where the weight of a labelled voxel is its label's, and that of any other voxel
/// its tissue's. A patch of a case without a label is masked by tissue alone; <see cref="MaskStatistics"/> counts those.
/// </remarks>
public sealed class LabelPriorMasking(double maskRatio, GridSize maskUnit, TissueWeights tissue, LabelWeights labels) : IMaskingStrategy
{
    internal const string StrategyName = "labels";

    /// <inheritdoc/>
    public string Name => StrategyName;

    /// <inheritdoc/>
    public BlockMask Draw(Patch patch, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(patch);
        ArgumentNullException.ThrowIfNull(random);
        var blocks = new PatchBlocks(patch, maskUnit);
        var weights = patch.Label is { } label
            ? blocks.EvenUnlessSomeWeigh(blocks.Means(patch, at => labels.Of(label[at]) ?? tissue.Of(patch.Tissue[at])))
            : AnatomyAdaptedMasking.Weights(blocks, tissue);
        return blocks.Mask(BlockBudget.OfBody(blocks, maskRatio), BlockOrder.Keys(weights, random));
    }
}
