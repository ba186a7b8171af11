namespace MedMim.Training.Ranks;

/// <summary>A sum over the ranks that is on its way.</summary>
public interface IPendingSum
{
    /// <summary>Waits until it is complete.</summary>
    /// <exception cref="RankLostException">A rank did not come.</exception>
    void Complete();
}
