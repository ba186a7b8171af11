namespace MedMim.Foundation.Progress;

/// <summary>Says nothing.</summary>
public sealed class SilentProgress : IProgressReporter
{
    /// <summary>The one instance.</summary>
    public static SilentProgress Instance { get; } = new();

    /// <inheritdoc/>
    public IProgressTask Begin(string title, long total, string unit) => new SilentTask();

    private sealed class SilentTask : IProgressTask
    {
        public void SetTotal(long total)
        {
        }

        public void Report(long done, string? detail = null)
        {
        }

        public void Dispose()
        {
        }
    }
}
