namespace MedMim.Pretraining.Masking;

/// <summary>Takes the blocks of the highest loss before all others.</summary>
internal static class HardBlocks
{
    // So that 0.3 · 10 blocks are 3, though the product may be a hair below.
    private const double Tolerance = 1e-9;

    /// <summary>
    /// Puts blocks first, from the highest loss down (of equals the first), as long as they cost no more than a share of every
    /// budget together. With a budget of M blocks, the ⌊M·share⌋ hardest.
    /// </summary>
    /// <param name="keys">The blocks' keys (<see cref="BlockOrder"/>), which are changed; blocks of an infinite key never count.</param>
    /// <param name="losses">The loss of each block.</param>
    /// <param name="share">0 to 1; 0 changes nothing.</param>
    /// <param name="budgets">What the whole mask may cost, one way and another.</param>
    /// <exception cref="ArgumentException">There are more or fewer losses than blocks.</exception>
    public static void PutFirst(double[] keys, float[] losses, double share, params ReadOnlySpan<BlockBudget> budgets)
    {
        if (losses.Length != keys.Length)
        {
            throw new ArgumentException($"There are {losses.Length} losses for {keys.Length} blocks.", nameof(losses));
        }

        if (share <= 0)
        {
            return;
        }

        var allowances = new double[budgets.Length];
        for (var i = 0; i < budgets.Length; i++)
        {
            allowances[i] = (share * budgets[i].Target) + Tolerance;
        }

        var rank = 0;
        foreach (var block in Enumerable.Range(0, keys.Length).Where(b => double.IsFinite(keys[b])).OrderByDescending(b => losses[b]).ToArray())
        {
            for (var i = 0; i < budgets.Length; i++)
            {
                allowances[i] -= budgets[i].Costs[block];
                if (allowances[i] < 0)
                {
                    return;
                }
            }

            // Keys of drawn blocks are never negative.
            keys[block] = rank++ - keys.Length;
        }
    }
}
