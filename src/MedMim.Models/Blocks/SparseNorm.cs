using static TorchSharp.torch;

namespace MedMim.Models.Blocks;

/// <summary>Instance norm over the visible voxels of each sample and channel; hidden ones stay 0.</summary>
internal static class SparseNorm
{
    /// <summary>The ε of every instance norm here.</summary>
    public const double Epsilon = 1e-5;

    /// <summary>Normalises in float32.</summary>
    /// <param name="x">[n, c, d, h, w], 0 where hidden.</param>
    /// <param name="visible">[n, 1, d, h, w], float32, 1 = visible.</param>
    /// <param name="weight">Scale, [c]; null for 1.</param>
    /// <param name="bias">Shift, [c]; null for 0.</param>
    /// <returns>The same shape and type.</returns>
    public static Tensor Normalise(Tensor x, Tensor visible, Tensor? weight = null, Tensor? bias = null)
    {
        long[] axes = [2, 3, 4];
        var count = visible.sum(axes, keepdim: true).clamp_min(1);
        var values = x.to(ScalarType.Float32);
        var centred = (values - (values.sum(axes, keepdim: true) / count)) * visible;
        var variance = centred.square().sum(axes, keepdim: true) / count;
        var scale = (variance + Epsilon).rsqrt();
        var normalised = centred * (weight is null ? scale : scale * weight.reshape(1, -1, 1, 1, 1));
        return (bias is null ? normalised : normalised + (bias.reshape(1, -1, 1, 1, 1) * visible)).to(x.dtype);
    }
}
