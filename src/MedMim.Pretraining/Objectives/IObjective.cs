using static TorchSharp.torch;

namespace MedMim.Pretraining.Objectives;

/// <summary>
/// What a network is asked for in pretraining: to reconstruct volumes from a part of them. Owns the network. What a
/// reconstruction is compared with, and how, is the same for all (<see cref="ReconstructionCriterion"/>).
/// </summary>
public interface IObjective : IDisposable
{
    /// <summary>The network: all its parameters are trained, and its state is what pretraining publishes.</summary>
    nn.Module Network { get; }

    /// <summary>Whether it hides anything from the network; if not, masks are empty.</summary>
    bool HidesVoxels { get; }

    /// <summary>Reconstructs volumes.</summary>
    /// <param name="image">[n, 1, d, h, w], float32, normalised.</param>
    /// <param name="mask">Same shape, float32; 1 = hidden. Constant within each mask unit.</param>
    /// <returns>Same shape, float32.</returns>
    Tensor Reconstruct(Tensor image, Tensor mask);

    /// <summary>
    /// Which voxels the loss counts: 1 or 0, the masks' shape. By default those that are hidden and there; absent ones never.
    /// </summary>
    /// <param name="mask">[n, 1, d, h, w], 1 = hidden.</param>
    /// <param name="present">Same shape; 0 = known to be absent.</param>
    Tensor Counted(Tensor mask, Tensor present)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return mask * present;
    }
}
