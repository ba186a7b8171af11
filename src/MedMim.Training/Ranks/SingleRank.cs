namespace MedMim.Training.Ranks;

/// <summary>One process alone.</summary>
public sealed class SingleRank : IRankGroup
{
    private SingleRank()
    {
    }

    /// <summary>The only one there needs to be.</summary>
    public static SingleRank Instance { get; } = new();

    /// <inheritdoc/>
    public int Rank => 0;

    /// <inheritdoc/>
    public int Size => 1;

    /// <inheritdoc/>
    public void Sum(Span<double> values, bool patiently = false)
    {
    }

    /// <inheritdoc/>
    public IPendingSum BeginSum(nint values, int count) => Done.Instance;

    /// <inheritdoc/>
    public void Broadcast(nint bytes, long count)
    {
    }

    /// <inheritdoc/>
    public void Finish()
    {
    }

    private sealed class Done : IPendingSum
    {
        public static Done Instance { get; } = new();

        public void Complete()
        {
        }
    }
}
