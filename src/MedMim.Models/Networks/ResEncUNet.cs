using System.Globalization;
using static TorchSharp.torch;

namespace MedMim.Models.Networks;

/// <summary>
/// The residual encoder U-Net of nnU-Net (Isensee et al., "nnU-Net Revisited", MICCAI 2024). Parameters carry the names
/// and shapes of the public PyTorch module <c>ResidualEncoderUNet</c> (dynamic-network-architectures), so its published
/// weights load by name; outputs agree with it.
/// </summary>
public sealed class ResEncUNet : VolumeNetwork
{
    private readonly ResidualEncoder encoder;
    private readonly UNetDecoder decoder;

    /// <summary>Builds the network; weights are torch's default until they are initialised or loaded.</summary>
    /// <exception cref="Foundation.Failures.InputException">An option is out of range.</exception>
    public ResEncUNet(ResEncUNetOptions options) : base(nameof(ResEncUNet))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
        encoder = new ResidualEncoder(options);
        decoder = new UNetDecoder(options);
        RegisterComponents();
    }

    /// <summary>Its shape.</summary>
    public ResEncUNetOptions Options { get; }

    /// <inheritdoc/>
    public override int InputChannels => Options.InputChannels;

    /// <inheritdoc/>
    public override int OutputChannels => Options.OutputChannels;

    /// <inheritdoc/>
    public override Axes Divisor => Options.Divisor;

    /// <inheritdoc/>
    /// <remarks>The stem, then a level a stage.</remarks>
    public override int EncoderLevels => Options.Stages + 1;

    /// <inheritdoc/>
    public override int? EncoderLevelOf(string parameter) => parameter?.Split('.') switch
    {
        ["encoder", "stages", var stage, ..] => int.Parse(stage, CultureInfo.InvariantCulture) + 1,
        _ => base.EncoderLevelOf(parameter!),
    };

    /// <inheritdoc/>
    public override IReadOnlyList<string> TransferPrefixes => ["encoder.", "decoder.stages.", "decoder.transpconvs."];

    /// <inheritdoc/>
    public override Tensor[] forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return Array.ConvertAll(decoder.forward(Features(input)), o => o.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public override Tensor[] ForwardThroughBottleneck(Tensor input)
    {
        using var scope = NewDisposeScope();
        var features = Features(input);
        return Array.ConvertAll(decoder.forward([.. features[..^1].Select(f => zeros_like(f)), features[^1]]), o => o.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public override Tensor[] Features(Tensor input)
    {
        RequireSize(input, Divisor);
        return encoder.forward(input);
    }

    internal ResidualEncoder Encoder => encoder;

    internal UNetDecoder Decoder => decoder;

    internal static void RequireSize(Tensor input, Axes divisor)
    {
        var size = new Axes((int)input.shape[2], (int)input.shape[3], (int)input.shape[4]);
        if (!size.IsMultipleOf(divisor))
        {
            throw new ArgumentException($"A volume of {size} voxels is not a multiple of {divisor}.", nameof(input));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            encoder.Dispose();
            decoder.Dispose();
        }

        base.Dispose(disposing);
    }
}
