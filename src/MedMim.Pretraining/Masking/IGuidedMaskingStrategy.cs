using MedMim.Datasets.Sampling;
using MedMim.Foundation.Randomness;

namespace MedMim.Pretraining.Masking;

/// <summary>
/// A strategy that also sees how well a teacher does, block by block. Drawn without that, it masks as it does at the very
/// beginning.
/// </summary>
public interface IGuidedMaskingStrategy : IMaskingStrategy
{
    /// <summary>Draws the mask of a patch.</summary>
    /// <param name="patch">Its size is a multiple of the mask unit.</param>
    /// <param name="guidance">What the teacher makes of it, and when.</param>
    /// <param name="random">All that is random.</param>
    BlockMask Draw(Patch patch, MaskGuidance guidance, RandomStream random);

    /// <summary>How far the guidance goes at a moment, for the log.</summary>
    /// <param name="moment">The moment.</param>
    IReadOnlyList<KeyValuePair<string, double>> Figures(TrainingMoment moment);
}
