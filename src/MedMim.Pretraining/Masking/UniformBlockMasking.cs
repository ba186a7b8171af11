using MedMim.Datasets.Sampling;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.Pretraining.Masking;

/// <summary>
/// Masks round(ratio × B) blocks, at least one, of the B blocks that are not padding throughout; every set of that many is
/// equally likely. SimMIM's masking (Xie et al., arXiv 2111.09886) in 3D.
/// </summary>
public sealed class UniformBlockMasking(double maskRatio, GridSize maskUnit) : IMaskingStrategy
{
    internal const string StrategyName = "uniform";

    /// <inheritdoc/>
    public string Name => StrategyName;

    /// <inheritdoc/>
    public BlockMask Draw(Patch patch, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(patch);
        ArgumentNullException.ThrowIfNull(random);
        var blocks = new PatchBlocks(patch, maskUnit);
        return blocks.Mask(BlockBudget.OfBlocks(blocks, maskRatio), BlockOrder.Keys(blocks.Even(), random));
    }
}
