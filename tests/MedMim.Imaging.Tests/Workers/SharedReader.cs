using MedMim.Imaging.Workers;

namespace MedMim.Imaging.Tests.Workers;

/// <summary>One pool of worker processes for all tests: starting processes is what takes the time.</summary>
public sealed class SharedReader : IAsyncDisposable
{
    public WorkerScanReader Reader { get; } = new(new WorkerOptions { Count = 2, Timeout = TimeSpan.FromSeconds(30) });

    public WorkerDicomWriter Writer { get; } = new(new WorkerOptions { Count = 1, Timeout = TimeSpan.FromSeconds(30) });

    public async ValueTask DisposeAsync()
    {
        await Reader.DisposeAsync();
        await Writer.DisposeAsync();
    }
}
