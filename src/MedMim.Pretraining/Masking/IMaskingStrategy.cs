using MedMim.Datasets.Sampling;
using MedMim.Foundation.Randomness;

namespace MedMim.Pretraining.Masking;

/// <summary>
/// Chooses what the network must not see. A strategy sees the patch with all its priors (tissue, label where there is one,
/// what is padding); what it draws depends on them and the stream alone. Safe to call from several threads at once.
/// </summary>
public interface IMaskingStrategy
{
    /// <summary>The name in protocols and reports.</summary>
    string Name { get; }

    /// <summary>Draws the mask of a patch, whose size must be a multiple of the mask unit.</summary>
    BlockMask Draw(Patch patch, RandomStream random);
}
