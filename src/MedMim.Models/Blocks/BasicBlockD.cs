using MedMim.Models.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MedMim.Models.Blocks;

/// <summary>
/// The basic residual block of ResNet-D (He et al., "Bag of tricks", arXiv 1812.01187): two convolutions, and beside them
/// the input, averaged down where there is a stride and projected where the number of channels changes.
/// </summary>
public sealed class BasicBlockD : nn.Module<Tensor, Tensor>
{
    private readonly ConvDropoutNormReLU conv1;
    private readonly ConvDropoutNormReLU conv2;
    private readonly Sequential? skip;

    internal BasicBlockD(int input, int output, Axes kernel, Axes stride) : base(nameof(BasicBlockD))
    {
        conv1 = new ConvDropoutNormReLU(input, output, kernel, stride);
        conv2 = new ConvDropoutNormReLU(output, output, kernel, Axes.All(1), activates: false);
        var path = new List<nn.Module<Tensor, Tensor>>();
        if (stride != Axes.All(1))
        {
            path.Add(new MeanPool(stride));
        }

        if (input != output)
        {
            path.Add(new ConvDropoutNormReLU(input, output, Axes.All(1), Axes.All(1), bias: false, activates: false));
        }

        skip = path.Count > 0 ? nn.Sequential(path) : null;
        RegisterComponents();
    }

    /// <summary>
    /// The scale of the last norm before the sum, [c]. Public networks start it at 0, so that a fresh block is the identity.
    /// </summary>
    public Parameter LastNormWeight => conv2.NormWeight;

    /// <summary>[n, input, d, h, w] to [n, output, d/stride, …].</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var residual = skip?.forward(input) ?? input;
        var x = conv2.forward(conv1.forward(input)).add_(residual);
        return nn.functional.leaky_relu(x, ConvDropoutNormReLU.Slope, inplace: true).MoveToOuterDisposeScope();
    }

    /// <param name="input">0 where hidden.</param>
    /// <param name="visible">Visible voxels of the output, [n, 1, d/stride, …].</param>
    internal Tensor Sparse(Tensor input, Tensor visible)
    {
        using var scope = NewDisposeScope();
        var residual = (skip?.children() ?? []).Aggregate(input, (x, layer) => layer is ConvDropoutNormReLU projection
            ? projection.Sparse(x, visible)
            : ((nn.Module<Tensor, Tensor>)layer).forward(x) * visible.to(x.dtype));
        var sum = conv2.Sparse(conv1.Sparse(input, visible), visible) + residual;
        return nn.functional.leaky_relu(sum, ConvDropoutNormReLU.Slope, inplace: true).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            conv1.Dispose();
            conv2.Dispose();
            skip?.Dispose();
        }

        base.Dispose(disposing);
    }
}
