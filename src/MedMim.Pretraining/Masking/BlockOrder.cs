using MedMim.Foundation.Randomness;

namespace MedMim.Pretraining.Masking;

/// <summary>
/// Puts the blocks of a patch into a random order in which heavy ones tend to come first: the next block is always drawn
/// with probability proportional to its weight. Each block gets the key E/w with E standard exponential, and lower keys
/// come first (Efraimidis and Spirakis, Inf. Process. Lett. 97, 2006).
/// </summary>
internal static class BlockOrder
{
    /// <summary>The keys, one a block; infinite where the weight is 0, for blocks that are never drawn.</summary>
    /// <param name="weights">0 or more, one a block.</param>
    /// <param name="random">
    /// Gives one number to each block, whatever its weight: a weight changes its own block's key alone, and only the weights'
    /// proportions count.
    /// </param>
    public static double[] Keys(ReadOnlySpan<double> weights, RandomStream random)
    {
        var keys = new double[weights.Length];
        for (var block = 0; block < keys.Length; block++)
        {
            var exponential = -Math.Log(1 - random.NextDouble());
            keys[block] = weights[block] > 0 ? exponential / weights[block] : double.PositiveInfinity;
        }

        return keys;
    }

    /// <summary>The blocks by rising key, equal ones by index; blocks of an infinite key are left out.</summary>
    public static IEnumerable<int> Of(double[] keys) =>
        Enumerable.Range(0, keys.Length).Where(b => double.IsFinite(keys[b])).OrderBy(b => keys[b]);
}
