using MedMim.Models.Networks;
using static TorchSharp.torch;

namespace MedMim.Pretraining.Objectives;

/// <summary>
/// The control: the same network reconstructs whole volumes from whole volumes, and every voxel that is there counts. So
/// whatever masked pretraining gains over it comes from hiding voxels, not from seeing scans.
/// </summary>
/// <remarks>
/// With skip connections this would be trivial: the finest one alone hands the image on, and the encoder below it learns
/// nothing. So they carry zeros, and all goes through the bottleneck (<see cref="VolumeNetwork.ForwardThroughBottleneck"/>);
/// parameters and computations of a step stay the same. A network without skip connections (Primus) is used as it is: its
/// tokens are its bottleneck, wide enough to hold their voxels, so there the task is easy by nature.
/// </remarks>
/// <param name="network">One input and one output channel.</param>
public sealed class PlainAutoencoder(VolumeNetwork network) : IObjective
{
    /// <inheritdoc/>
    public nn.Module Network => network;

    /// <inheritdoc/>
    public bool HidesVoxels => false;

    /// <inheritdoc/>
    public Tensor Reconstruct(Tensor image, Tensor mask) => network.ForwardThroughBottleneck(image)[0].to(ScalarType.Float32);

    /// <inheritdoc/>
    public Tensor Counted(Tensor mask, Tensor present) => present;

    /// <inheritdoc/>
    public void Dispose() => network.Dispose();
}
