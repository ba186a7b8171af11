using System.Globalization;
using MedMim.Foundation.Randomness;
using MedMim.Models.Blocks;
using static TorchSharp.torch;

namespace MedMim.Models.Networks;

/// <summary>
/// Primus (Wald et al., arXiv 2503.01835): a transformer over tokens of a volume, and a light decoder. Parameters carry
/// the names and shapes of the public PyTorch module <c>Primus</c> (dynamic-network-architectures, with LayerScale 0.1 and
/// the inner norm of attention), so its published weights load by name; outputs agree with it.
/// </summary>
public sealed class Primus : VolumeNetwork, ITokenNetwork
{
    private readonly PatchEmbed down_projection;
    private readonly PatchDecode up_projection;
    private readonly Eva eva;

    /// <summary>Builds the network; weights are torch's default until they are initialised or loaded.</summary>
    /// <exception cref="Foundation.Failures.InputException">An option is out of range.</exception>
    public Primus(PrimusOptions options) : base(nameof(Primus))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
        down_projection = new PatchEmbed(options.InputChannels, options.Width, options.TokenSize);
        up_projection = new PatchDecode(options.Grid, options.TokenSize, options.Width, options.OutputChannels);
        eva = new Eva(options.Grid, options.Width, options.Depth, options.Heads, options.DropPath);
        // What the public module keeps for dropped tokens; it is not learned there and not used in a whole forward pass.
        register_buffer("mask_token", zeros(1, 1, options.Width));
        RegisterComponents();
    }

    /// <summary>Its shape.</summary>
    public PrimusOptions Options { get; }

    /// <inheritdoc/>
    public Axes Grid => Options.Grid;

    /// <inheritdoc/>
    public int Heads => Options.Heads;

    /// <inheritdoc/>
    public override int InputChannels => Options.InputChannels;

    /// <inheritdoc/>
    public override int OutputChannels => Options.OutputChannels;

    /// <inheritdoc/>
    public override Axes Divisor => Options.TokenSize;

    /// <inheritdoc/>
    /// <remarks>Embedding and positions, then a level a block; the last norm is of the last block's.</remarks>
    public override int EncoderLevels => Options.Depth + 1;

    /// <inheritdoc/>
    public override int? EncoderLevelOf(string parameter) => parameter?.Split('.') switch
    {
        ["eva", "blocks", var block, ..] => int.Parse(block, CultureInfo.InvariantCulture) + 1,
        ["eva", "norm", ..] => Options.Depth,
        _ => base.EncoderLevelOf(parameter!),
    };

    /// <inheritdoc/>
    public override IReadOnlyList<string> EncoderPrefixes => ["down_projection.", "eva."];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input has another size than <see cref="PrimusOptions.InputSize"/>.</exception>
    public override Tensor[] forward(Tensor input) => [up_projection.forward(Encode(input))];

    /// <summary>The encoder alone: [n, c, d, h, w] to tokens [n, tokens, width], in [z, y, x] order.</summary>
    public Tensor Encode(Tensor input)
    {
        RequireSize(input, Options);
        return eva.forward(down_projection.forward(input, null), null);
    }

    /// <inheritdoc/>
    public override Tensor[] Features(Tensor input)
    {
        var tokens = Encode(input);
        return [tokens.transpose(1, 2).reshape(tokens.shape[0], Options.Width, Grid.Z, Grid.Y, Grid.X)];
    }

    /// <inheritdoc/>
    public override void BeginStep(StreamKey key) => eva.BeginStep(key);

    /// <inheritdoc/>
    public override WeightStart? StartOf(string parameter) =>
        parameter.StartsWith("eva.", StringComparison.Ordinal) ? Eva.StartOf(parameter[4..]) : null;

    internal static void RequireSize(Tensor input, PrimusOptions options)
    {
        var size = new Axes((int)input.shape[2], (int)input.shape[3], (int)input.shape[4]);
        if (size != options.InputSize)
        {
            throw new ArgumentException(
                $"A volume of {size} voxels is not of {options.InputSize}, for which the network's positions are.", nameof(input));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            down_projection.Dispose();
            up_projection.Dispose();
            eva.Dispose();
        }

        base.Dispose(disposing);
    }
}
