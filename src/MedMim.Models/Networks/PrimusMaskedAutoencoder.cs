using MedMim.Foundation.Randomness;
using MedMim.Models.Blocks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MedMim.Models.Networks;

/// <summary>
/// The masked autoencoder (He et al., arXiv 2111.06377) over Primus, as OpenMind trains it (arXiv 2412.17041): masked tokens
/// are dropped after the positions are added, so the encoder computes the kept ones alone; a learned token stands for each
/// dropped one in a shallow decoder of the same width and kind, whose answer is decoded to voxels. The encoder's parameters
/// have the names that they have in <see cref="Primus"/> (<c>down_projection.</c>, <c>eva.</c>), so they load there by name.
/// </summary>
public sealed class PrimusMaskedAutoencoder : MaskedAutoencoder, ITokenNetwork
{
    /// <summary>Blocks of the decoder.</summary>
    public const int DecoderDepth = 2;

    private readonly PatchEmbed down_projection;
    private readonly PatchDecode up_projection;
    private readonly Eva eva;
    private readonly Eva decoder;
    private readonly Parameter mask_token;

    /// <summary>Builds the network; weights are torch's default until they are initialised or loaded.</summary>
    /// <param name="options">Shape of the encoder; its output channels are those of the reconstruction.</param>
    /// <exception cref="Foundation.Failures.InputException">An option is out of range.</exception>
    public PrimusMaskedAutoencoder(PrimusOptions options) : base(nameof(PrimusMaskedAutoencoder))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
        down_projection = new PatchEmbed(options.InputChannels, options.Width, options.TokenSize);
        up_projection = new PatchDecode(options.Grid, options.TokenSize, options.Width, options.OutputChannels);
        eva = new Eva(options.Grid, options.Width, options.Depth, options.Heads, options.DropPath);
        decoder = new Eva(options.Grid, options.Width, DecoderDepth, options.Heads, options.DropPath);
        mask_token = nn.Parameter(zeros(1, 1, options.Width));
        RegisterComponents();
    }

    /// <summary>Its shape.</summary>
    public PrimusOptions Options { get; }

    /// <inheritdoc/>
    public Axes Grid => Options.Grid;

    /// <inheritdoc/>
    public int Heads => Options.Heads;

    /// <summary>Reconstructs a volume from its kept tokens.</summary>
    /// <param name="input">[n, c, d, h, w], of <see cref="PrimusOptions.InputSize"/>. Masked voxels are not looked at.</param>
    /// <param name="mask">
    /// Boolean, true = masked: [n, tokens] or [n, z, y, x] in <see cref="PrimusOptions.Grid"/>. Every sample keeps the same
    /// number of tokens, at least one. Best in the processor's memory, where it is read, wherever the network computes.
    /// </param>
    /// <returns>[n, <see cref="PrimusOptions.OutputChannels"/>, d, h, w].</returns>
    /// <exception cref="ArgumentException">Size or mask is not as told.</exception>
    public override Tensor forward(Tensor input, Tensor mask)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(mask);
        var kept = Kept(input, mask);
        return up_projection.forward(decoder.forward(Restore(Encode(input, kept), kept), null));
    }

    /// <summary>The encoder alone, on kept tokens.</summary>
    /// <param name="input">[n, c, d, h, w].</param>
    /// <param name="mask">As for <see cref="forward"/>.</param>
    /// <returns>[n, kept, width], in the order of the grid.</returns>
    public Tensor EncodeKept(Tensor input, Tensor mask) => Encode(input, Kept(input, mask));

    /// <summary>The encoder alone, on all tokens: what dropping tokens saves is measured against it.</summary>
    /// <param name="input">[n, c, d, h, w].</param>
    /// <returns>[n, tokens, width], in the order of the grid.</returns>
    public Tensor EncodeAll(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Primus.RequireSize(input, Options);
        return eva.forward(down_projection.forward(input, null), null);
    }

    /// <inheritdoc/>
    public override void BeginStep(StreamKey key)
    {
        eva.BeginStep(key);
        decoder.BeginStep(key with { Purpose = key.Purpose + ".decoder" });
    }

    /// <summary>
    /// Says which samples of the step's batch the coming forward passes compute, counted from its first; null for all, in
    /// order, which is so after <see cref="BeginStep"/>. Random choices go by it.
    /// </summary>
    public void Take(IReadOnlyList<long>? samples)
    {
        eva.Take(samples);
        decoder.Take(samples);
    }

    /// <inheritdoc/>
    public override WeightStart? StartOf(string parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        var dot = parameter.IndexOf('.', StringComparison.Ordinal);
        return parameter == "mask_token" ? new(0, 0.02)
            : parameter[..Math.Max(0, dot)] is "eva" or "decoder" ? Eva.StartOf(parameter[(dot + 1)..])
            : null;
    }

    private Tensor Encode(Tensor input, Tensor kept) => eva.forward(down_projection.forward(input, kept), kept);

    /// <summary>The encoder's answers at their places, the mask token at all others: [n, tokens, width].</summary>
    private Tensor Restore(Tensor encoded, Tensor kept)
    {
        var (n, width) = (encoded.shape[0], encoded.shape[2]);
        var all = mask_token.to(encoded.dtype).expand(n, Options.Tokens, width);
        return all.scatter(1, kept.unsqueeze(-1).expand(-1, -1, width), encoded);
    }

    /// <summary>Indices of the kept tokens, [n, kept], int64, ascending, where the input is.</summary>
    private Tensor Kept(Tensor input, Tensor mask)
    {
        Primus.RequireSize(input, Options);
        var grid = Options.Grid;
        var flat = mask.flatten(1);
        if (mask.dtype != ScalarType.Bool || mask.shape[0] != input.shape[0] || flat.shape[1] != Options.Tokens
            || (mask.dim() > 2 && !mask.shape.Skip(1).SequenceEqual([grid.Z, grid.Y, grid.X])))
        {
            throw new ArgumentException($"The mask is not a boolean one over {grid} tokens for each sample.", nameof(mask));
        }

        var counts = flat.logical_not().sum(1).cpu().data<long>().ToArray();
        if (counts[0] == 0 || counts.Any(c => c != counts[0]))
        {
            throw new ArgumentException("The samples of the batch do not keep the same number of tokens, at least one.", nameof(mask));
        }

        return flat.logical_not().nonzero().select(1, 1).reshape(counts.Length, counts[0]).to(input.device);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            down_projection.Dispose();
            up_projection.Dispose();
            eva.Dispose();
            decoder.Dispose();
        }

        base.Dispose(disposing);
    }
}
