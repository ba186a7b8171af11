using MedMim.Models.Native;
using MedMim.Models.Networks;
using TorchSharp;
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

    private readonly bool activates;
    private readonly Axes kernel;
    private readonly Conv3d conv;
    private readonly InstanceNorm3d norm;

    public ConvDropoutNormReLU(int input, int output, Axes kernel, Axes stride, bool bias = true, bool activates = true)
        : base(nameof(ConvDropoutNormReLU))
    {
        this.activates = activates;
        this.kernel = kernel;
        var padding = ((long)(kernel.Z / 2), (long)(kernel.Y / 2), (long)(kernel.X / 2));
        conv = nn.Conv3d(input, output, kernel.ToLong(), stride.ToLong(), padding, bias: bias);
        norm = nn.InstanceNorm3d(output, eps: SparseNorm.Epsilon, affine: true);
        RegisterComponents();
    }

    /// <summary>The norm's scale, [c].</summary>
    public Parameter NormWeight => norm.weight!;

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = Convolve(input);
        if (FusedInstanceNorm.Fits(x))
        {
            return FusedInstanceNorm.Run(x, norm.weight!, norm.bias!, SparseNorm.Epsilon, activates ? Slope : 1).MoveToOuterDisposeScope();
        }

        x = norm.forward(x);
        return (activates ? nn.functional.leaky_relu(x, Slope, inplace: true) : x).MoveToOuterDisposeScope();
    }

    /// <summary>As <see cref="forward"/>, where only some voxels may be seen: what is hidden is 0 before and after.</summary>
    /// <param name="input">0 where hidden.</param>
    /// <param name="visible">Visible voxels of the output, [n, 1, d, h, w], float32.</param>
    public Tensor Sparse(Tensor input, Tensor visible)
    {
        using var scope = NewDisposeScope();
        var x = Convolve(input);
        var normalised = SparseNorm.Normalise(x * visible.to(x.dtype), visible, norm.weight, norm.bias);
        return (activates ? nn.functional.leaky_relu(normalised, Slope, inplace: true) : normalised).MoveToOuterDisposeScope();
    }

    // Where the kernel is wider than the volume, oneDNN's bfloat16 weight gradient takes in memory that nobody wrote:
    // other values on every run, sometimes no numbers. Seen with libtorch 2.10; so narrow ones are computed in float32.
    private Tensor Convolve(Tensor input)
    {
        var isNarrow = input.shape[2] < kernel.Z || input.shape[3] < kernel.Y || input.shape[4] < kernel.X;
        if (!isNarrow || input.device_type != DeviceType.CPU || !Autocast.IsEnabled())
        {
            return conv.forward(input);
        }

        using var exact = Autocast.Off();
        return conv.forward(input.to(ScalarType.Float32));
    }
}
