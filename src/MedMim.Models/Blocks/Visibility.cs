using MedMim.Models.Networks;
using static TorchSharp.torch;

namespace MedMim.Models.Blocks;

/// <summary>
/// Which voxels of each feature map may be seen, for an encoder that computes sparsely on dense tensors: the mask's cells
/// repeated to voxels (never interpolated), and at every stage a voxel is visible where any below it is.
/// </summary>
internal sealed class Visibility
{
    private readonly List<Tensor> stages = [];

    /// <param name="mask">Boolean, true = masked: [n, z, y, x], whose cells divide the input.</param>
    /// <param name="input">[n, c, d, h, w].</param>
    /// <param name="strides">Strides of the stages.</param>
    /// <exception cref="ArgumentException">The mask does not fit the input.</exception>
    public Visibility(Tensor mask, Tensor input, IEnumerable<Axes> strides)
    {
        if (mask.dtype != ScalarType.Bool || mask.dim() != 4 || mask.shape[0] != input.shape[0]
            || Enumerable.Range(1, 3).Any(i => mask.shape[i] < 1 || input.shape[i + 1] % mask.shape[i] != 0))
        {
            throw new ArgumentException("The mask is not a boolean one [n, z, y, x] whose cells divide the input.", nameof(mask));
        }

        var voxels = mask.logical_not().to(ScalarType.Float32).unsqueeze(1);
        for (var axis = 2; axis < 5; axis++)
        {
            voxels = voxels.repeat_interleave(input.shape[axis] / voxels.shape[axis], axis);
        }

        Voxels = voxels;
        foreach (var stride in strides)
        {
            voxels = stride == Axes.All(1) ? voxels : nn.functional.max_pool3d(voxels, [stride.Z, stride.Y, stride.X]);
            stages.Add(voxels);
        }
    }

    /// <summary>Of the input: [n, 1, d, h, w], float32, 1 = visible.</summary>
    public Tensor Voxels { get; }

    /// <summary>Of a stage's feature map, alike.</summary>
    public Tensor At(int stage) => stages[stage];
}
