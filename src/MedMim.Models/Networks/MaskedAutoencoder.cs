using MedMim.Foundation.Randomness;
using static TorchSharp.torch;

namespace MedMim.Models.Networks;

/// <summary>
/// A network that reconstructs a volume and whose encoder never sees what is masked. The encoder's parameters have the names
/// that they have in the network without masking, so its weights load there by name.
/// </summary>
/// <param name="name">The module's name.</param>
public abstract class MaskedAutoencoder(string name) : nn.Module<Tensor, Tensor, Tensor>(name), IWeightStarts, IStepRandomness
{
    /// <summary>Reconstructs a volume from what is visible.</summary>
    /// <param name="input">[n, c, d, h, w]. Masked voxels are not looked at.</param>
    /// <param name="mask">Boolean, true = masked: [n, z, y, x], one value a mask unit.</param>
    /// <returns>[n, output channels, d, h, w].</returns>
    /// <exception cref="ArgumentException">Size or mask is not one that this network takes.</exception>
    public abstract override Tensor forward(Tensor input, Tensor mask);

    /// <inheritdoc/>
    public abstract WeightStart? StartOf(string parameter);

    /// <inheritdoc/>
    public virtual void BeginStep(StreamKey key)
    {
    }
}
