using MedMim.Models.Networks;
using static TorchSharp.torch;

namespace MedMim.Pretraining.Objectives;

/// <summary>
/// The masked autoencoder for transformers (He et al., arXiv 2111.06377): the encoder computes the visible tokens alone, and a
/// shallow decoder reconstructs the others. The mask unit is a multiple of the token.
/// </summary>
/// <remarks>
/// Strategies that count by the body hide other numbers of tokens in other crops. Crops of a batch with equally many are
/// computed together, others one group after the other: what is hidden never depends on the rest of the batch.
/// </remarks>
/// <param name="network">One input and one output channel.</param>
public sealed class TokenDroppingAutoencoder(PrimusMaskedAutoencoder network) : IObjective
{
    /// <inheritdoc/>
    public nn.Module Network => network;

    /// <inheritdoc/>
    public bool HidesVoxels => true;

    /// <inheritdoc/>
    public Tensor Reconstruct(Tensor image, Tensor mask)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(mask);
        var size = network.Options.TokenSize;
        // Which tokens are kept decides on shapes, so it is worked out in the processor's memory.
        var tokens = MaskCells.Of(mask, new(size.Z, size.Y, size.X)).cpu();
        var kept = tokens.logical_not().sum([1L, 2, 3]).data<long>().ToArray();
        var groups = Enumerable.Range(0, kept.Length).GroupBy(i => kept[i]).Select(g => g.Select(i => (long)i).ToArray()).ToArray();
        if (groups.Length == 1)
        {
            return network.forward(image, tokens).to(ScalarType.Float32);
        }

        var answers = new Tensor[kept.Length];
        foreach (var group in groups)
        {
            var index = tensor(group, device: CPU);
            network.Take(group);
            var answer = network.forward(image.index_select(0, index.to(image.device)), tokens.index_select(0, index)).to(ScalarType.Float32);
            for (var i = 0; i < group.Length; i++)
            {
                answers[group[i]] = answer[i];
            }
        }

        network.Take(null);
        return stack(answers);
    }

    /// <inheritdoc/>
    public void Dispose() => network.Dispose();
}
