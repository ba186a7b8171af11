using MedMim.Datasets.Sampling;
using MedMim.Datasets.Store;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.Pretraining.Masking;

/// <summary>
/// Masks blocks in proportion to the anatomy in them: air and table hardly ever, tissue readily, borders of organs more.
/// </summary>
/// <remarks>
/// The weight of a block is the mean over its voxels of <see cref="TissueWeights"/>, padding 0. Blocks are drawn without
/// replacement: each gets the key E/w with E standard exponential, and the smallest keys win, so that the next block is
/// always drawn with probability proportional to its weight (Efraimidis and Spirakis, Inf. Process. Lett. 97, 2006).
/// Their number is round(ratio × T), at least one, where T is the patch's body measured in blocks (the sum of each block's
/// share of tissue and boundary): <c>MaskRatio</c> is the share of the body that is hidden, whatever the air around it.
/// A patch without any body is masked uniformly.
/// </remarks>
public sealed class AnatomyAdaptedMasking(double maskRatio, GridSize maskUnit, TissueWeights weights) : IMaskingStrategy
{
    internal const string StrategyName = "anatomy";
    private static readonly TissueClass[] Classes = Enum.GetValues<TissueClass>();

    /// <inheritdoc/>
    public string Name => StrategyName;

    /// <inheritdoc/>
    public BlockMask Draw(Patch patch, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(patch);
        ArgumentNullException.ThrowIfNull(random);
        var blocks = new PatchBlocks(patch, maskUnit);
        var body = Enumerable.Range(0, blocks.Count).Sum(blocks.Body) / (double)blocks.VoxelsPerBlock;
        if (body == 0)
        {
            return new UniformBlockMasking(maskRatio, maskUnit).Draw(blocks, random);
        }

        var keys = new (double Key, int Block)[blocks.Count];
        for (var block = 0; block < keys.Length; block++)
        {
            // A key is drawn for every block, whatever its weight, so that a voxel's class changes its own block's fate alone.
            var exponential = -Math.Log(1 - random.NextDouble());
            keys[block] = (exponential / Weight(blocks, block), block);
        }

        Array.Sort(keys);
        var masked = new bool[blocks.Count];
        foreach (var (key, block) in keys.Take(UniformBlockMasking.MaskedCount(maskRatio * body)))
        {
            masked[block] = double.IsFinite(key);
        }

        return new(blocks.Blocks, maskUnit, masked);
    }

    private double Weight(PatchBlocks blocks, int block) =>
        Classes.Sum(c => weights.Of(c) * blocks.Voxels(block, c)) / blocks.VoxelsPerBlock;
}
