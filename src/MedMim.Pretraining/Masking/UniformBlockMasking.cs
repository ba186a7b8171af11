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
        return Draw(new PatchBlocks(patch, maskUnit), random);
    }

    internal BlockMask Draw(PatchBlocks blocks, RandomStream random)
    {
        var candidates = Enumerable.Range(0, blocks.Count).Where(b => blocks.Present(b) > 0).ToArray();
        random.Shuffle(candidates.AsSpan());
        var masked = new bool[blocks.Count];
        foreach (var block in candidates.Take(MaskedCount(maskRatio * candidates.Length)))
        {
            masked[block] = true;
        }

        return new(blocks.Blocks, maskUnit, masked);
    }

    /// <summary>Half away from zero, and at least one: a patch without anything masked would teach nothing.</summary>
    internal static int MaskedCount(double blocks) => Math.Max(1, (int)Math.Round(blocks, MidpointRounding.AwayFromZero));
}
