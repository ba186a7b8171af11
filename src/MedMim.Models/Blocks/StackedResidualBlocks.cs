using MedMim.Models.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MedMim.Models.Blocks;

/// <summary>A stage: residual blocks one after the other, of which the first has the stage's stride.</summary>
internal sealed class StackedResidualBlocks : nn.Module<Tensor, Tensor>
{
    private readonly Sequential blocks;

    public StackedResidualBlocks(int count, int input, int output, Axes kernel, Axes stride)
        : base(nameof(StackedResidualBlocks))
    {
        blocks = nn.Sequential(Enumerable.Range(0, count).Select(nn.Module<Tensor, Tensor> (i) =>
            new BasicBlockD(i == 0 ? input : output, output, kernel, i == 0 ? stride : Axes.All(1))));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => blocks.forward(input);

    /// <param name="input">0 where hidden.</param>
    /// <param name="visible">Visible voxels of the output, [n, 1, d, h, w].</param>
    public Tensor Sparse(Tensor input, Tensor visible) =>
        blocks.children().Cast<BasicBlockD>().Aggregate(input, (x, block) => block.Sparse(x, visible));
}
