using MedMim.Imaging.Volumes;
using MedMim.Models.Networks;
using static TorchSharp.torch;

namespace MedMim.Pretraining.Objectives;

/// <summary>
/// SparK's objective in 3D (arXiv 2301.03580): the convolutional encoder computes visible voxels alone, its features are made
/// dense, and the decoder reconstructs what was hidden with its skip connections in place. The mask unit is a multiple of the
/// network's total downsampling, so that a cell of every stage is either hidden or not.
/// </summary>
/// <param name="network">One input and one output channel.</param>
/// <param name="unit">The mask unit in voxels, [z, y, x].</param>
public sealed class SparseReconstruction(SparkMaskedAutoencoder network, GridSize unit) : IObjective
{
    /// <inheritdoc/>
    public nn.Module Network => network;

    /// <inheritdoc/>
    public bool HidesVoxels => true;

    /// <inheritdoc/>
    public Tensor Reconstruct(Tensor image, Tensor mask) =>
        network.forward(image, MaskCells.Of(mask, unit)).to(ScalarType.Float32);

    /// <inheritdoc/>
    public void Dispose() => network.Dispose();
}
