using MedMim.Models.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MedMim.Models.Blocks;

/// <summary>
/// A convolution, an instance norm (ε 1e-5, affine) and, if wanted, a leaky ReLU (slope 0.01). Named after the public
/// module; its dropout is never used in these networks and is left out.
/// </summary>
internal sealed class ConvDropoutNormReLU : nn.Module<Tensor, Tensor>
{
    public const double Slope = 0.01;
    private const double Epsilon = 1e-5;

    private readonly bool activates;
    private readonly Conv3d conv;
    private readonly InstanceNorm3d norm;

    public ConvDropoutNormReLU(int input, int output, Axes kernel, Axes stride, bool bias = true, bool activates = true)
        : base(nameof(ConvDropoutNormReLU))
    {
        this.activates = activates;
        var padding = ((long)(kernel.Z / 2), (long)(kernel.Y / 2), (long)(kernel.X / 2));
        conv = nn.Conv3d(input, output, kernel.ToLong(), stride.ToLong(), padding, bias: bias);
        norm = nn.InstanceNorm3d(output, eps: Epsilon, affine: true);
        RegisterComponents();
    }

    /// <summary>The norm's scale, [c].</summary>
    public Parameter NormWeight => norm.weight!;

    public override Tensor forward(Tensor input)
    {
        var x = norm.forward(conv.forward(input));
        return activates ? nn.functional.leaky_relu(x, Slope, inplace: true) : x;
    }
}
