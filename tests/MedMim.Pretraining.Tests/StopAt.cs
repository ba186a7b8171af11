using MedMim.Foundation.Progress;

namespace MedMim.Pretraining.Tests;

/// <summary>Cancels when a number of steps is done, as a signal would.</summary>
internal sealed class StopAt(long step, CancellationTokenSource stop) : IProgressReporter, IProgressTask
{
    public IProgressTask Begin(string title, long total, string unit) => this;

    public void Report(long done, string? detail = null)
    {
        if (done == step)
        {
            stop.Cancel();
        }
    }

    public void SetTotal(long total)
    {
    }

    public void Dispose()
    {
    }
}
