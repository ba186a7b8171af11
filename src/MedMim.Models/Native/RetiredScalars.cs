namespace MedMim.Models.Native;

/// <summary>
/// Scalars that nobody owns any more, freed a while after they were handed in, oldest first. Safe to use from any thread.
/// </summary>
/// <param name="delay">For how many milliseconds each is kept.</param>
/// <param name="clock">Milliseconds of a clock that never goes back.</param>
/// <param name="free">Frees one.</param>
internal sealed class RetiredScalars(long delay, Func<long> clock, Action<nint> free)
{
    private readonly Lock gate = new();
    private readonly Queue<(nint Scalar, long Since)> waiting = new();

    /// <summary>How many wait.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return waiting.Count;
            }
        }
    }

    /// <summary>Takes one, and frees those that have waited longer than the delay.</summary>
    public void Add(nint scalar)
    {
        lock (gate)
        {
            var now = clock();
            waiting.Enqueue((scalar, now));
            while (waiting.TryPeek(out var oldest) && now - oldest.Since > delay)
            {
                free(waiting.Dequeue().Scalar);
            }
        }
    }
}
