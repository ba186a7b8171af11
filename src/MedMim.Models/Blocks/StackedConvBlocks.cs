using MedMim.Models.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MedMim.Models.Blocks;

/// <summary>Convolutions of stride 1, one after the other.</summary>
internal sealed class StackedConvBlocks : nn.Module<Tensor, Tensor>
{
    private readonly Sequential convs;

    public StackedConvBlocks(int count, int input, int output, Axes kernel) : base(nameof(StackedConvBlocks))
    {
        convs = nn.Sequential(Enumerable.Range(0, count).Select(nn.Module<Tensor, Tensor> (i) =>
            new ConvDropoutNormReLU(i == 0 ? input : output, output, kernel, Axes.All(1))));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => convs.forward(input);

    /// <param name="input">0 where hidden.</param>
    /// <param name="visible">Visible voxels of the output, [n, 1, d, h, w].</param>
    public Tensor Sparse(Tensor input, Tensor visible) =>
        convs.children().Cast<ConvDropoutNormReLU>().Aggregate(input, (x, block) => block.Sparse(x, visible));
}
