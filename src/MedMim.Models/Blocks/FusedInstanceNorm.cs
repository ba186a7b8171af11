using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.Models.Blocks;

/// <summary>
/// Instance norm and leaky ReLU in one, for float32 volumes on a CPU: y = max(z, 0) + s·min(z, 0) with
/// z = w·(x − μ)/√(σ² + ε) + b, mean and (biased) variance of each channel of each volume. libtorch takes several passes over
/// memory and sums one number at a time; this reads a volume three times and writes it once (<see cref="ChannelNorm"/>). The
/// result does not depend on the number of threads.
/// </summary>
/// <remarks>
/// The output lies in memory with its channels side by side (PyTorch's <c>channels_last_3d</c>), whatever the input's order:
/// oneDNN's convolutions of float32 then need no reordering, and all that follows keeps the order.
/// </remarks>
internal sealed class FusedInstanceNorm : autograd.SingleTensorFunction<FusedInstanceNorm>
{
    /// <inheritdoc/>
    public override string Name => nameof(FusedInstanceNorm);

    /// <summary>Whether it can do the work of the two modules for this input.</summary>
    public static bool Fits(Tensor input) => input.device_type == DeviceType.CPU && input.dtype == ScalarType.Float32
        && input.dim() == 5 && input.shape[2] * input.shape[3] * input.shape[4] > 1;

    /// <summary>Normalises and activates.</summary>
    /// <param name="input">[n, c, d, h, w], float32.</param>
    /// <param name="weight">w, [c].</param>
    /// <param name="bias">b, [c].</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="slope">s; 1 for no activation.</param>
    public static Tensor Run(Tensor input, Tensor weight, Tensor bias, double epsilon, double slope) => is_grad_enabled()
        ? apply(input, weight, bias, epsilon, slope)
        : Forward(ChannelsLast(input), weight, bias, epsilon, slope).Output;

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (x, weight, bias) = (ChannelsLast((Tensor)vars[0]), (Tensor)vars[1], (Tensor)vars[2]);
        var (output, moments) = Forward(x, weight, bias, (double)vars[3], (double)vars[4]);
        ctx.save_for_backward([x, weight, bias]);
        ctx.save_data("moments", moments);
        ctx.save_data("slope", vars[4]);
        return output;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var saved = ctx.get_saved_variables();
        var (x, weight, bias) = (saved[0], saved[1], saved[2]);
        var gradient = empty_like(x);
        var (weightGradient, biasGradient) = (zeros_like(weight), zeros_like(bias));
        var output = ChannelsLast(grad_output);
        new ChannelNorm(x).Backward(
            output, weight, bias, (ChannelNorm.Moments)ctx.get_data("moments"), (float)(double)ctx.get_data("slope"), gradient,
            weightGradient, biasGradient);
        return [gradient, weightGradient, biasGradient, null!, null!];
    }

    /// <summary>The same volume, [n, c, d, h, w], its channels side by side in memory; itself where they are already.</summary>
    internal static Tensor ChannelsLast(Tensor volume) =>
        volume.permute(0, 2, 3, 4, 1).contiguous().permute(0, 4, 1, 2, 3);

    private static (Tensor Output, ChannelNorm.Moments Moments) Forward(
        Tensor x, Tensor weight, Tensor bias, double epsilon, double slope)
    {
        var output = empty_like(x);
        return (output, new ChannelNorm(x).Forward(weight, bias, epsilon, (float)slope, output));
    }
}
