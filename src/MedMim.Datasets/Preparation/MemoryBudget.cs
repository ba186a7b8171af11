namespace MedMim.Datasets.Preparation;

/// <summary>
/// Lets as many cases be worked on side by side as fit into memory. One may always go, however large, so memory is
/// bounded by the budget or the largest volume, whichever is more.
/// </summary>
internal sealed class MemoryBudget(long total)
{
    private readonly Lock gate = new();
    private readonly Queue<TaskCompletionSource> waiting = new();
    private long used;

    /// <summary>Half of the memory that this process may have.</summary>
    public static MemoryBudget OfMachine() => new(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2);

    /// <summary>Runs the work as soon as it fits.</summary>
    public T Run<T>(long bytes, Func<T> work)
    {
        while (!TryTake(bytes, out var released))
        {
            released.Wait();
        }

        try
        {
            return work();
        }
        finally
        {
            Release(bytes);
        }
    }

    private bool TryTake(long bytes, out Task released)
    {
        lock (gate)
        {
            released = Task.CompletedTask;
            if (used == 0 || used + bytes <= total)
            {
                used += bytes;
                return true;
            }

            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(source);
            released = source.Task;
            return false;
        }
    }

    private void Release(long bytes)
    {
        lock (gate)
        {
            used -= bytes;
            while (waiting.TryDequeue(out var source))
            {
                source.SetResult();
            }
        }
    }
}
