using System.Collections.Concurrent;

namespace MedMim.Imaging.Workers;

/// <summary>Worker processes, started when first needed and replaced when they die.</summary>
internal sealed class WorkerPool(WorkerOptions options) : IAsyncDisposable
{
    private readonly SemaphoreSlim _free = new(options.Count);
    private readonly ConcurrentStack<WorkerProcess> _idle = new();
    private readonly ConcurrentQueue<Task<WorkerProcess>> _starting = new();

    public int Count => options.Count;

    /// <summary>
    /// Starts all processes now, while the caller does something else. One that does not start says so to whoever is lent it.
    /// </summary>
    public void Start()
    {
        for (var i = 0; i < Count; i++)
        {
            _starting.Enqueue(Task.Run(() => WorkerProcess.StartAsync(options, CancellationToken.None)));
        }
    }

    /// <summary>Lends a process to <paramref name="use"/>. One that throws is not used again.</summary>
    public async Task<T> UseAsync<T>(Func<WorkerProcess, Task<T>> use, CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation);
        try
        {
            if (!_idle.TryPop(out var worker))
            {
                worker = await (_starting.TryDequeue(out var started) ? started : WorkerProcess.StartAsync(options, cancellation));
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

    public async ValueTask DisposeAsync()
    {
        while (_starting.TryDequeue(out var started))
        {
            // Whatever failed was never needed, and must not hide why the program ends.
            await ((Task)started).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (started.IsCompletedSuccessfully)
            {
                (await started).Dispose();
            }
        }

        while (_idle.TryPop(out var worker))
        {
            worker.Dispose();
        }

        _free.Dispose();
    }
}
