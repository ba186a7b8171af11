using MedMim.Foundation.Progress;

namespace MedMim.FineTuning.Tests;

/// <summary>Cancels once a number of units are done.</summary>
internal sealed class StopAfter(long units, CancellationTokenSource cancellation) : IProgressReporter
{
    public IProgressTask Begin(string title, long total, string unit) => new Watcher(units, cancellation);

    private sealed class Watcher(long units, CancellationTokenSource cancellation) : IProgressTask
    {
        public void SetTotal(long total)
        {
        }

        public void Report(long done, string? detail = null)
        {
            if (done == units)
            {
                cancellation.Cancel();
            }
        }

        public void Dispose()
        {
        }
    }
}
