using MedMim.Foundation.Randomness;

namespace MedMim.FineTuning.Segmentation;

/// <summary>
/// Which case each patch comes from: epochs, each a shuffle of all cases. A closed function of seed, step and sample;
/// the last epoch's shuffle is kept only to save time.
/// </summary>
/// <param name="ids">The cases, in a fixed order.</param>
/// <param name="batchSize">Patches a step.</param>
/// <param name="seed">The study's seed.</param>
public sealed class CaseOrder(IReadOnlyList<string> ids, int batchSize, ulong seed)
{
    private long epoch = -1;
    private string[] shuffled = [];

    /// <summary>The case of a patch.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="sample">The patch within the step, from 0.</param>
    public string At(long step, int sample)
    {
        var index = (step * batchSize) + sample;
        var wanted = index / ids.Count;
        if (wanted != epoch)
        {
            shuffled = [.. ids];
            new RandomStream(new StreamKey(seed, "finetune.order", wanted)).Shuffle<string>(shuffled);
            epoch = wanted;
        }

        return shuffled[index % ids.Count];
    }
}
