namespace MedMim.Training.Ranks;

/// <summary>Gives and takes orders. Giving is also how ranks start a loop at the same moment.</summary>
public static class RankOrders
{
    /// <summary>Rank 0 gives an order; the others must be waiting for one.</summary>
    public static void Give(IRankGroup ranks, RankOrder order) => Exchange(ranks, order);

    /// <summary>The other ranks wait for an order.</summary>
    public static RankOrder Await(IRankGroup ranks) => Exchange(ranks, RankOrder.Done);

    private static RankOrder Exchange(IRankGroup ranks, RankOrder order)
    {
        ArgumentNullException.ThrowIfNull(ranks);
        Span<double> value = [(double)order];
        ranks.Sum(value, patiently: true);
        return (RankOrder)value[0];
    }
}
