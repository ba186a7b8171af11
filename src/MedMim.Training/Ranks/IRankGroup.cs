namespace MedMim.Training.Ranks;

/// <summary>
/// The processes that train one model together. Every call is collective: all ranks make the same calls in the same
/// order. Another way of talking (NCCL, say) is another implementation of this interface.
/// </summary>
public interface IRankGroup
{
    /// <summary>This process, 0 to <see cref="Size"/> − 1. Rank 0 writes; the others compute.</summary>
    int Rank { get; }

    /// <summary>How many processes there are, at least 1.</summary>
    int Size { get; }

    /// <summary>Replaces values by their sums over the ranks, the same bits on each.</summary>
    /// <param name="values">As many on every rank.</param>
    /// <param name="patiently">Whether a rank may take as long as it needs: rank 0 may have a data set to digest.</param>
    /// <exception cref="RankLostException">A rank did not come.</exception>
    void Sum(Span<double> values, bool patiently = false);

    /// <summary>Begins to replace values by their sums over the ranks. The memory belongs to the sum until it is complete.</summary>
    /// <param name="values">The address of float32 values, in the processor's memory.</param>
    /// <param name="count">How many, the same on every rank.</param>
    IPendingSum BeginSum(nint values, int count);

    /// <summary>Gives rank 0's bytes to the others.</summary>
    /// <param name="bytes">The address, in the processor's memory.</param>
    /// <param name="count">How many, the same on every rank.</param>
    /// <exception cref="RankLostException">A rank did not come.</exception>
    void Broadcast(nint bytes, long count);

    /// <summary>
    /// All ranks are done: waits for them. A process that ends without it tells its launcher that it failed, and the launcher
    /// then ends the others.
    /// </summary>
    void Finish();
}
