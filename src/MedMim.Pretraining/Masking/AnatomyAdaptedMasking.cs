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
/// They are drawn until the share of the body (tissue and boundary voxels) that is hidden is as near to the ratio as whole
/// blocks allow: <c>MaskRatio</c> is the share of the body that is hidden, whatever the air around it; of a patch full of
/// tissue, round(ratio × blocks) blocks.
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
        var body = Enumerable.Range(0, blocks.Count).Sum(blocks.Body);
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
        return new(blocks.Blocks, maskUnit, Choose(blocks, keys, maskRatio * body));
    }

    /// <summary>Takes blocks in order, at least one, as long as each brings the hidden body nearer to the target.</summary>
    private static bool[] Choose(PatchBlocks blocks, (double Key, int Block)[] keys, double target)
    {
        var masked = new bool[blocks.Count];
        var missing = target;
        foreach (var (key, block) in keys)
        {
            var gain = blocks.Body(block);
            var isFirst = missing == target;
            if (!double.IsFinite(key) || missing <= 0 || (!isFirst && missing < gain / 2.0))
            {
                break;
            }

            masked[block] = true;
            missing -= gain;
        }

        return masked;
    }

    private double Weight(PatchBlocks blocks, int block) =>
        Classes.Sum(c => weights.Of(c) * blocks.Voxels(block, c)) / blocks.VoxelsPerBlock;
}
