namespace MedMim.Training.Ranks;

/// <summary>A sum over the ranks that is on its way.</summary>
public interface IPendingSum
{
    /// <summary>Waits until it is complete.</summary>
    /// <param name="cancellation">Ends the wait for a rank that does not come.</param>
    /// <exception cref="RankLostException">A rank did not come.</exception>
    void Complete(CancellationToken cancellation);
}
