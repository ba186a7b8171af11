using MedMim.Models.Blocks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MedMim.Models.Networks;

/// <summary>
/// The decoder: from the coarsest feature map up, each stage a transposed convolution, the encoder's feature map of that
/// size beside it, and plain convolutions. An output layer at every stage; without deep supervision only the last counts.
/// </summary>
internal sealed class UNetDecoder : nn.Module<Tensor[], Tensor[]>
{
    private readonly bool deepSupervision;
    private readonly ModuleList<StackedConvBlocks> stages = [];
    private readonly ModuleList<ConvTranspose3d> transpconvs = [];
    private readonly ModuleList<Conv3d> seg_layers = [];

    public UNetDecoder(ResEncUNetOptions options) : base(nameof(UNetDecoder))
    {
        deepSupervision = options.DeepSupervision;
        for (var level = options.Stages - 2; level >= 0; level--)
        {
            var (below, features) = (options.FeaturesPerStage[level + 1], options.FeaturesPerStage[level]);
            var stride = options.Strides[level + 1].ToLong();
            transpconvs.Add(nn.ConvTranspose3d(below, features, stride, stride));
            stages.Add(new StackedConvBlocks(
                options.DecoderConvolutionsPerStage[options.Stages - 2 - level], 2 * features, features,
                options.KernelSizes[level]));
            seg_layers.Add(nn.Conv3d(features, options.OutputChannels, 1));
        }

        RegisterComponents();
    }

    /// <param name="features">The encoder's feature maps, finest first.</param>
    /// <returns>Outputs, finest first.</returns>
    public override Tensor[] forward(Tensor[] features)
    {
        using var scope = NewDisposeScope();
        var outputs = new List<Tensor>();
        var x = features[^1];
        for (var stage = 0; stage < stages.Count; stage++)
        {
            x = Up(stage, x, features[^(stage + 2)]);
            if (deepSupervision || stage == stages.Count - 1)
            {
                outputs.Add(seg_layers[stage].forward(x).MoveToOuterDisposeScope());
            }
        }

        outputs.Reverse();
        return [.. outputs];
    }

    /// <summary>The decoder's own feature maps, finest first; the coarsest is the encoder's.</summary>
    /// <param name="features">The encoder's feature maps, finest first.</param>
    public Tensor[] Maps(Tensor[] features)
    {
        var maps = new Tensor[features.Length];
        maps[^1] = features[^1];
        for (var stage = 0; stage < stages.Count; stage++)
        {
            var level = features.Length - 2 - stage;
            maps[level] = Up(stage, maps[level + 1], features[level]);
        }

        return maps;
    }

    /// <summary>The finest output of a finest feature map.</summary>
    public Tensor Finest(Tensor map) => seg_layers[^1].forward(map);

    /// <summary>A stage's feature map, from that below it and the encoder's beside it.</summary>
    private Tensor Up(int stage, Tensor below, Tensor beside)
    {
        using var scope = NewDisposeScope();
        return stages[stage].forward(cat([transpconvs[stage].forward(below), beside], 1)).MoveToOuterDisposeScope();
    }
}
