using System.Collections.Concurrent;

namespace MedMim.Imaging.Workers;

/// <summary>Worker processes, started when first needed and replaced when they die.</summary>
internal sealed class WorkerPool(WorkerOptions options) : IAsyncDisposable
{
    private readonly SemaphoreSlim _free = new(options.Count);
    private readonly ConcurrentStack<WorkerProcess> _idle = new();

    public int Count => options.Count;

    /// <summary>Lends a process to <paramref name="use"/>. One that throws is not used again.</summary>
    public async Task<T> UseAsync<T>(Func<WorkerProcess, Task<T>> use, CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation);
        try
        {
            if (!_idle.TryPop(out var worker))
            {
                worker = await WorkerProcess.StartAsync(options, cancellation);
            }

            try
            {
                var result = await use(worker);
                _idle.Push(worker);
                return result;
            }
            catch
            {
                worker.Dispose();
                throw;
            }
        }
        finally
        {
            _free.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        while (_idle.TryPop(out var worker))
        {
            worker.Dispose();
        }

        _free.Dispose();
        return ValueTask.CompletedTask;
    }
}
