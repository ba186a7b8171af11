using MedMim.Models.Blocks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MedMim.Models.Networks;

/// <summary>
/// SparK (Tian et al., arXiv 2301.03580) in 3D, over a residual encoder U-Net: after every convolution and pooling the
/// hidden voxels are set back to 0 and norms count the visible ones alone, so nothing hidden reaches the encoder. Each
/// stage's features are then made dense: normalised, a learned token where hidden, and a 3³ convolution (none at the finest
/// stage); the decoder takes them with its skip connections. Parameters of encoder and decoder are the network's own, by
/// the same names.
/// </summary>
public sealed class SparkMaskedAutoencoder : MaskedAutoencoder
{
    private const double TokenDeviation = 0.02;

    private readonly IReadOnlyList<Axes> strides;
    private readonly ResidualEncoder encoder;
    private readonly UNetDecoder decoder;
    private readonly ModuleList<nn.Module<Tensor, Tensor>> densify_projs = [];
    private readonly ParameterList mask_tokens = [];

    /// <summary>Wraps a network, whose modules it shares and, when it is disposed, disposes.</summary>
    public SparkMaskedAutoencoder(ResEncUNet network) : base(nameof(SparkMaskedAutoencoder))
    {
        ArgumentNullException.ThrowIfNull(network);
        Network = network;
        strides = network.Options.Strides;
        (encoder, decoder) = (network.Encoder, network.Decoder);
        foreach (var features in network.Options.FeaturesPerStage)
        {
            mask_tokens.Add(nn.Parameter(zeros([1, features, 1, 1, 1])));
            densify_projs.Add(densify_projs.Count == 0 ? nn.Identity() : nn.Conv3d(features, features, 3, padding: 1));
        }

        RegisterComponents();
    }

    /// <summary>The network without masking, whose weights these are.</summary>
    public ResEncUNet Network { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var (features, visibility) = Encode(input, mask);
        for (var stage = 0; stage < features.Length; stage++)
        {
            var visible = visibility.At(stage);
            var normalised = SparseNorm.Normalise(features[stage], visible);
            var token = mask_tokens[stage].to(normalised.dtype);
            features[stage] = densify_projs[stage].forward(normalised.where(visible > 0, token));
        }

        return decoder.forward(features)[0].MoveToOuterDisposeScope();
    }

    /// <summary>The encoder alone.</summary>
    /// <param name="input">[n, c, d, h, w].</param>
    /// <param name="mask">As for <see cref="forward"/>.</param>
    /// <returns>A feature map a stage, finest first; 0 where nothing is visible.</returns>
    public Tensor[] EncodeVisible(Tensor input, Tensor mask) => Encode(input, mask).Features;

    /// <inheritdoc/>
    public override WeightStart? StartOf(string parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return parameter.StartsWith("mask_tokens.", StringComparison.Ordinal)
            ? new(0, TokenDeviation, TokenDeviation)
            : Network.StartOf(parameter);
    }

    private (Tensor[] Features, Visibility Visibility) Encode(Tensor input, Tensor mask)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(mask);
        ResEncUNet.RequireSize(input, Network.Divisor);
        var visibility = new Visibility(mask, input, strides);
        return (encoder.Sparse(input, visibility), visibility);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Network.Dispose();
            densify_projs.Dispose();
            mask_tokens.Dispose();
        }

        base.Dispose(disposing);
    }
}
