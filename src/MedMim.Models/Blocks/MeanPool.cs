using MedMim.Models.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.Models.Blocks;

/// <summary>
/// Means of cells that do not overlap: average pooling whose kernel is its stride. On a GPU it is a plain mean, because the gradient
/// of libtorch's pooling adds there in any order.
/// </summary>
/// <param name="stride">Voxels of a cell.</param>
internal sealed class MeanPool(Axes stride) : nn.Module<Tensor, Tensor>(nameof(MeanPool))
{
    private static readonly long[] WithinCell = [3, 5, 7];

    /// <param name="input">[n, c, d, h, w], a multiple of the stride.</param>
    /// <returns>[n, c, d / z, h / y, w / x].</returns>
    public override Tensor forward(Tensor input)
    {
        var (z, y, x) = stride.ToLong();
        if (input.device_type != DeviceType.CUDA)
        {
            return nn.functional.avg_pool3d(input, [z, y, x], [z, y, x]);
        }

        using var scope = NewDisposeScope();
        var shape = input.shape;
        return input.reshape(shape[0], shape[1], shape[2] / z, z, shape[3] / y, y, shape[4] / x, x).mean(WithinCell).MoveToOuterDisposeScope();
    }
}
