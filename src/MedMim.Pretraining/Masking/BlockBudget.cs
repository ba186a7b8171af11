namespace MedMim.Pretraining.Masking;

/// <summary>
/// What a mask may cost: blocks are taken in an order, at least one, as long as each brings the sum of the costs nearer to
/// the target.
/// </summary>
/// <param name="Costs">One a block, 0 or more.</param>
/// <param name="Target">The sum that is aimed at.</param>
internal sealed record BlockBudget(double[] Costs, double Target)
{
    /// <summary>
    /// Every block that is there costs 1; the target is the ratio of them, rounded half up: at least one, and never all of
    /// several, because a network learns nothing from nothing.
    /// </summary>
    public static BlockBudget OfBlocks(PatchBlocks blocks, double ratio)
    {
        double[] costs = [.. Enumerable.Range(0, blocks.Count).Select(b => blocks.Present(b) > 0 ? 1.0 : 0)];
        return new(costs, Math.Clamp(Math.Round(ratio * costs.Sum(), MidpointRounding.AwayFromZero), 1, Math.Max(1, costs.Sum() - 1)));
    }

    /// <summary>
    /// A block costs its share of the body (tissue and boundary voxels), counted in blocks that are there; the target is the
    /// ratio of the body. As <see cref="OfBlocks"/> where there is no body.
    /// </summary>
    public static BlockBudget OfBody(PatchBlocks blocks, double ratio)
    {
        var all = Enumerable.Range(0, blocks.Count);
        var (body, present) = (all.Sum(b => (double)blocks.Body(b)), all.Count(b => blocks.Present(b) > 0));
        return body == 0
            ? OfBlocks(blocks, ratio)
            : new([.. all.Select(b => blocks.Body(b) * present / body)], ratio * present);
    }

    /// <summary>Between two budgets: the first at 0, the second at 1, exactly.</summary>
    public BlockBudget Towards(BlockBudget other, double share) => new(
        [.. Costs.Zip(other.Costs, (a, b) => ((1 - share) * a) + (share * b))],
        ((1 - share) * Target) + (share * other.Target));

    /// <summary>Takes blocks.</summary>
    /// <param name="order">The blocks in the order in which they are taken.</param>
    /// <returns>One entry a block; true = taken.</returns>
    public bool[] Spend(IEnumerable<int> order)
    {
        var taken = new bool[Costs.Length];
        var (missing, isFirst) = (Target, true);
        foreach (var block in order)
        {
            if (missing <= 0 || (!isFirst && missing < Costs[block] / 2))
            {
                break;
            }

            taken[block] = true;
            missing -= Costs[block];
            isFirst = false;
        }

        return taken;
    }
}
