using System.Diagnostics;

namespace MedMim.Datasets.Sampling;

/// <summary>
/// Makes the items of coming steps in the background while the current one is used, and hands them out in the order of
/// their steps. The items must depend on their step alone; then the number of readers changes nothing but the time.
/// Hold no native memory in an item: those made ahead and never taken are left to the garbage collector.
/// </summary>
/// <typeparam name="T">An item, such as a batch.</typeparam>
public sealed class ReadAhead<T> : IDisposable
{
    private readonly Func<long, T> make;
    private readonly long end;
    private readonly int readers;
    private readonly Queue<Task<T>> begun = new();
    private readonly CancellationTokenSource stop = new();
    private long taken;

    /// <param name="make">Makes the item of a step; called on several threads at once.</param>
    /// <param name="first">The first step that will be taken.</param>
    /// <param name="end">The step after the last: nothing is made for it.</param>
    /// <param name="readers">How many items are made at once, and kept ready at most. 0 makes each when it is taken.</param>
    public ReadAhead(Func<long, T> make, long first, long end, int readers)
    {
        ArgumentNullException.ThrowIfNull(make);
        ArgumentOutOfRangeException.ThrowIfNegative(readers);
        (this.make, this.end, this.readers, taken) = (make, end, readers, first);
        Begin();
    }

    /// <summary>The item of the next step.</summary>
    /// <param name="step">The step; steps are taken one after the other.</param>
    /// <param name="waited">How long the caller had to wait for it.</param>
    /// <exception cref="InvalidOperationException">It is not the next step, or there is none left.</exception>
    /// <remarks>What the making of the item threw is thrown here.</remarks>
    public T Take(long step, out TimeSpan waited)
    {
        if (step != taken || step >= end)
        {
            throw new InvalidOperationException($"Step {step} was asked for, but step {taken} of {end} is the next.");
        }

        var began = Stopwatch.GetTimestamp();
        var item = begun.TryDequeue(out var task) ? task.GetAwaiter().GetResult() : make(step);
        waited = Stopwatch.GetElapsedTime(began);
        taken++;
        Begin();
        return item;
    }

    /// <summary>Stops the making, and waits for what is being made.</summary>
    public void Dispose()
    {
        stop.Cancel();
        foreach (var task in begun)
        {
            // What failed was not asked for any more.
            task.ContinueWith(static t => t.Exception, TaskScheduler.Default).GetAwaiter().GetResult();
        }

        stop.Dispose();
    }

    private void Begin()
    {
        while (begun.Count < readers && taken + begun.Count < end)
        {
            var step = taken + begun.Count;
            begun.Enqueue(Task.Run(() => make(step), stop.Token));
        }
    }
}
