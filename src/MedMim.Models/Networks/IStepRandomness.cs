using MedMim.Foundation.Randomness;

namespace MedMim.Models.Networks;

/// <summary>A network that makes random choices while it trains, such as leaving out branches.</summary>
public interface IStepRandomness
{
    /// <summary>Gives the key of a step; call it before the step's forward pass, whatever the network.</summary>
    /// <param name="key">
    /// Seed, a purpose such as <c>pretrain.droppath</c>, and the step; its sample is the index of the batch's first sample
    /// within the step (over all ranks and accumulated parts).
    /// </param>
    void BeginStep(StreamKey key);
}
