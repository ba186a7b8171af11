using MedMim.Models.Networks;
using static TorchSharp.torch;

namespace MedMim.Pretraining.Objectives;

/// <summary>
/// The plain masked autoencoder for dense networks: masked voxels are set to 0 (the mean of a normalised scan), and the
/// network reconstructs the volume with its skip connections in place. SimMIM's objective (arXiv 2111.09886) in 3D.
/// </summary>
/// <param name="network">One input and one output channel.</param>
public sealed class MaskedReconstruction(VolumeNetwork network) : IObjective
{
    /// <inheritdoc/>
    public nn.Module Network => network;

    /// <inheritdoc/>
    public bool HidesVoxels => true;

    /// <inheritdoc/>
    public Tensor Reconstruct(Tensor image, Tensor mask)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(mask);
        return network.forward(image * (1 - mask))[0].to(ScalarType.Float32);
    }

    /// <inheritdoc/>
    public void Dispose() => network.Dispose();
}
