using MedMim.Foundation.Randomness;

namespace MedMim.Datasets.Sampling;

/// <summary>
/// Which case each crop comes from: epochs, each a shuffle of all cases, so that every case is seen equally often. A closed
/// function of seed and draw; the last epoch's shuffle is kept only to save time. Safe to call from several threads at once.
/// </summary>
/// <param name="ids">The cases, in a fixed order.</param>
/// <param name="seed">The study's seed.</param>
/// <param name="purpose">Names the stream.</param>
internal sealed class CaseOrder(IReadOnlyList<string> ids, ulong seed, string purpose)
{
    private volatile Shuffle? last;

    /// <summary>The case of a draw, counted from 0, and the epoch that it belongs to.</summary>
    public (string Id, long Epoch) At(long draw)
    {
        var epoch = draw / ids.Count;
        var shuffle = last;
        if (shuffle?.Epoch != epoch)
        {
            string[] shuffled = [.. ids];
            new RandomStream(new StreamKey(seed, purpose, epoch)).Shuffle<string>(shuffled);
            last = shuffle = new(epoch, shuffled);
        }

        return (shuffle.Ids[draw % ids.Count], epoch);
    }

    private sealed record Shuffle(long Epoch, string[] Ids);
}
