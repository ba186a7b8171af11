using MedMim.Foundation.Randomness;
using static TorchSharp.torch;

namespace MedMim.Models.Blocks;

/// <summary>
/// Stochastic depth (Huang et al., arXiv 1603.09382): while training, a branch of a block is left out for a sample at
/// random, and what is kept is scaled up so that its mean stays. Each choice is a closed function of the step's key and of
/// the sample, block and branch, so a resumed run, or one of more ranks, chooses alike.
/// </summary>
/// <param name="rate">Rate of the last block; it rises linearly from 0 at the first. 0 to below 1.</param>
/// <param name="depth">Blocks.</param>
internal sealed class DropPath(double rate, int depth)
{
    /// <summary>
    /// The step's key: its sample is that of the batch's first; each branch adds its own name to the purpose.
    /// </summary>
    public StreamKey? Key { get; set; }

    /// <summary>
    /// Which samples of the step's batch are computed, counted from its first; null for all, in order. So a sample's choices
    /// do not depend on what it is computed with.
    /// </summary>
    public IReadOnlyList<long>? Samples { get; set; }

    /// <summary>What a branch is multiplied with, [n, 1, 1]: 0 or 1/(1 − rate) a sample; null where nothing is dropped.</summary>
    /// <exception cref="InvalidOperationException">There is no key: the step was not begun.</exception>
    public Tensor? Scale(int block, string branch, Tensor like)
    {
        var dropped = depth > 1 ? rate * block / (depth - 1) : 0;
        if (dropped <= 0)
        {
            return null;
        }

        var key = Key ?? throw new InvalidOperationException("Begin the step before a forward pass that drops paths.");
        var scales = new float[like.shape[0]];
        for (var i = 0; i < scales.Length; i++)
        {
            var random = new RandomStream(key with
            {
                Purpose = FormattableString.Invariant($"{key.Purpose}.{block}.{branch}"),
                Sample = key.Sample + (Samples is { } samples ? samples[i] : i),
            });
            scales[i] = random.NextDouble() < dropped ? 0 : (float)(1 / (1 - dropped));
        }

        return tensor(scales, device: like.device).reshape(-1, 1, 1);
    }
}
