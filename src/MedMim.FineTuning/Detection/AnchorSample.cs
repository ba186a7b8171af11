using MedMim.Foundation.Randomness;

namespace MedMim.FineTuning.Detection;

/// <summary>
/// Chooses the anchors of a patch that its loss is made of, as nnDetection does: of those that answer for a lesion at most a
/// third of 32, and two empty ones for each, drawn from the pool of those that the network is most mistaken about.
/// </summary>
internal static class AnchorSample
{
    private const int MaximumPositives = 10;
    private const int NegativesPerPositive = 2;
    private const int MinimumNegatives = 4;
    private const int PoolSize = 20;

    /// <summary>The chosen anchors: those of lesions with their lesion's place, and empty ones.</summary>
    /// <param name="lesions">The lesions of the patch.</param>
    /// <param name="scores">The highest logit of each anchor.</param>
    /// <param name="mayBeEmpty">Whether an anchor may stand for background.</param>
    /// <param name="random">The stream of the patch.</param>
    public static (IReadOnlyList<(int Anchor, int Lesion)> Positives, IReadOnlyList<int> Negatives) Choose(
        IReadOnlyList<PatchLesion> lesions, float[] scores, Func<int, bool> mayBeEmpty, RandomStream random)
    {
        var positives = lesions.SelectMany((l, i) => l.Anchors.Select(a => (Anchor: a, Lesion: i))).ToArray();
        var taken = positives.Select(p => p.Anchor).ToHashSet();
        random.Shuffle<(int, int)>(positives);
        positives = [.. positives.Take(MaximumPositives).OrderBy(p => p.Anchor)];

        var wanted = Math.Max(MinimumNegatives, NegativesPerPositive * positives.Length);
        var order = Enumerable.Range(0, scores.Length).ToArray();
        var keys = Array.ConvertAll(scores, s => -s);
        Array.Sort(keys, order);
        int[] pool = [.. order.Where(a => !taken.Contains(a) && mayBeEmpty(a)).Take(PoolSize * wanted).Order()];
        random.Shuffle<int>(pool);
        return (positives, [.. pool.Take(wanted).Order()]);
    }
}
