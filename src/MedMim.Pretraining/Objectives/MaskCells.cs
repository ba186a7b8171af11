using MedMim.Imaging.Volumes;
using static TorchSharp.torch;

namespace MedMim.Pretraining.Objectives;

/// <summary>A mask by voxels as one by cells.</summary>
internal static class MaskCells
{
    /// <summary>[n, 1, d, h, w] to boolean [n, z, y, x], true = hidden: a cell's first voxel tells.</summary>
    /// <param name="mask">1 = hidden; constant within each cell.</param>
    /// <param name="cell">Its size in voxels, [z, y, x].</param>
    public static Tensor Of(Tensor mask, GridSize cell) => mask[
        TensorIndex.Colon, 0, TensorIndex.Slice(step: cell.Z), TensorIndex.Slice(step: cell.Y), TensorIndex.Slice(step: cell.X)] > 0;
}
