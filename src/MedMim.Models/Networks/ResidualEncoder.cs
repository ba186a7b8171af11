using MedMim.Models.Blocks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MedMim.Models.Networks;

/// <summary>
/// The encoder: a stem of one convolution, then stages of residual blocks. [n, c, d, h, w] in, one feature map a stage
/// out, finest first.
/// </summary>
internal sealed class ResidualEncoder : nn.Module<Tensor, Tensor[]>
{
    private readonly StackedConvBlocks stem;
    private readonly ModuleList<StackedResidualBlocks> stages;

    public ResidualEncoder(ResEncUNetOptions options) : base(nameof(ResidualEncoder))
    {
        var channels = options.FeaturesPerStage[0];
        stem = new StackedConvBlocks(1, options.InputChannels, channels, options.KernelSizes[0]);
        stages = [];
        for (var stage = 0; stage < options.Stages; stage++)
        {
            var features = options.FeaturesPerStage[stage];
            stages.Add(new StackedResidualBlocks(
                options.BlocksPerStage[stage], channels, features, options.KernelSizes[stage], options.Strides[stage]));
            channels = features;
        }

        RegisterComponents();
    }

    public override Tensor[] forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = stem.forward(input);
        var features = new Tensor[stages.Count];
        for (var stage = 0; stage < features.Length; stage++)
        {
            x = features[stage] = stages[stage].forward(x).MoveToOuterDisposeScope();
        }

        return features;
    }

    /// <summary>As <see cref="forward"/>, from the visible voxels alone; features are 0 where nothing is visible.</summary>
    public Tensor[] Sparse(Tensor input, Visibility visibility)
    {
        using var scope = NewDisposeScope();

        // Chosen, not multiplied: a hidden value that is no number must not come through either.
        var x = stem.Sparse(input.where(visibility.Voxels > 0, zeros_like(input)), visibility.Voxels);
        var features = new Tensor[stages.Count];
        for (var stage = 0; stage < features.Length; stage++)
        {
            x = features[stage] = stages[stage].Sparse(x, visibility.At(stage)).MoveToOuterDisposeScope();
        }

        return features;
    }
}
