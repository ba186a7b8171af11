using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MedMim.Models.Networks.Detection;

/// <summary>
/// A one-stage detector on a residual U-Net (Retina U-Net, Jaeger et al., ML4H 2020; nnDetection, Baumgartner et al., MICCAI
/// 2021). The U-Net's decoder is the pyramid's way down; each level with boxes gets a convolution of its own and shares the
/// heads. The U-Net's parameters carry the names that they have in <see cref="ResEncUNet"/>, so pretrained weights load.
/// </summary>
public sealed class RetinaUNet : VolumeNetwork
{
    private const double Prior = 0.01;

    private readonly ResidualEncoder encoder;
    private readonly UNetDecoder decoder;
    private readonly ModuleList<Conv3d> pyramid = [];
    private readonly DetectionHead classifier;
    private readonly DetectionHead regressor;

    /// <summary>Builds the network; weights are torch's default until they are initialised or loaded.</summary>
    /// <exception cref="Foundation.Failures.InputException">An option is out of range.</exception>
    public RetinaUNet(RetinaUNetOptions options) : base(nameof(RetinaUNet))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
        encoder = new(options.UNet);
        decoder = new(options.UNet with { DeepSupervision = false });
        foreach (var level in options.Levels)
        {
            pyramid.Add(nn.Conv3d(options.UNet.FeaturesPerStage[level], options.PyramidChannels, 1));
        }

        classifier = new(options.PyramidChannels, options.AnchorsPerCell * options.Classes);
        regressor = new(options.PyramidChannels, options.AnchorsPerCell * 6);
        RegisterComponents();
    }

    /// <summary>Its shape.</summary>
    public RetinaUNetOptions Options { get; }

    /// <inheritdoc/>
    public override int InputChannels => Options.UNet.InputChannels;

    /// <inheritdoc/>
    public override int OutputChannels => 2;

    /// <inheritdoc/>
    public override Axes Divisor => Options.UNet.Divisor;

    /// <inheritdoc/>
    public override IReadOnlyList<string> TransferPrefixes => ["encoder.", "decoder.stages.", "decoder.transpconvs."];

    /// <summary>The auxiliary segmentation alone: logits of background and foreground, [n, 2, d, h, w].</summary>
    /// <param name="input">[n, c, d, h, w].</param>
    public override Tensor[] forward(Tensor input) => decoder.forward(Features(input));

    /// <inheritdoc/>
    public override Tensor[] Features(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ResEncUNet.RequireSize(input, Divisor);
        return encoder.forward(input);
    }

    /// <summary>Boxes, scores and the auxiliary segmentation.</summary>
    /// <param name="input">[n, c, d, h, w].</param>
    /// <exception cref="ArgumentException">The input's size is not a multiple of <see cref="Divisor"/>.</exception>
    public DetectionOutput Detect(Tensor input)
    {
        var maps = decoder.Maps(Features(input));
        var (scores, deltas) = (new List<Tensor>(), new List<Tensor>());
        for (var i = 0; i < pyramid.Count; i++)
        {
            var level = pyramid[i].forward(maps[Options.Levels[i]]);
            scores.Add(ByAnchor(classifier.forward(level), Options.Classes));
            deltas.Add(ByAnchor(regressor.forward(level), 6));
        }

        return new(cat(scores, 1), cat(deltas, 1), decoder.Finest(maps[0]));
    }

    /// <summary>
    /// The classifier begins with probabilities of 0.01, so that the many empty anchors do not drown the first steps (Lin et
    /// al., "Focal loss", ICCV 2017); the regressor with the anchors themselves.
    /// </summary>
    /// <param name="parameter">Its name in the network.</param>
    public override WeightStart? StartOf(string parameter) => parameter switch
    {
        "classifier.output.bias" => new(-Math.Log((1 - Prior) / Prior), 0),
        "classifier.output.weight" or "regressor.output.weight" => new(0, 0.01),
        _ => null,
    };

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            encoder.Dispose();
            decoder.Dispose();
            pyramid.Dispose();
            classifier.Dispose();
            regressor.Dispose();
        }

        base.Dispose(disposing);
    }

    // [n, a·k, d, h, w] → [n, d·h·w·a, k], float32.
    private Tensor ByAnchor(Tensor map, int numbers)
    {
        var n = map.shape[0];
        return map.to(ScalarType.Float32).reshape(n, Options.AnchorsPerCell, numbers, -1).permute(0, 3, 1, 2).reshape(n, -1, numbers);
    }
}
