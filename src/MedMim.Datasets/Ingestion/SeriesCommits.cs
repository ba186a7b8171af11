using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using MedMim.Foundation.Files;

namespace MedMim.Datasets.Ingestion;

/// <summary>
/// Makes finished series durable and gives their files their names, while others are being read: nobody waits for the disk.
/// Series that finish while it is busy go together the next time.
/// </summary>
internal sealed class SeriesCommits : IAsyncDisposable
{
    private readonly Channel<PreparedSeries> waiting = Channel.CreateUnbounded<PreparedSeries>(new() { SingleReader = true });
    private readonly ConcurrentQueue<ExceptionDispatchInfo> failures = new();
    private readonly Task work;

    public SeriesCommits() => work = Task.Run(WorkAsync);

    /// <summary>Hands over a series; what cannot get its name is discarded.</summary>
    /// <exception cref="IOException">An earlier one could not be written: the disk is full or read-only.</exception>
    public void Add(PreparedSeries series)
    {
        Check();
        waiting.Writer.TryWrite(series);
    }

    /// <summary>Ends when the files of all series have their names.</summary>
    /// <exception cref="IOException">The disk is full or cannot be written.</exception>
    public async Task FinishAsync()
    {
        waiting.Writer.TryComplete();
        await work;
        Check();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await work;
    }

    private void Check()
    {
        if (failures.TryPeek(out var failure))
        {
            failure.Throw();
        }
    }

    private async Task WorkAsync()
    {
        while (await waiting.Reader.WaitToReadAsync())
        {
            var group = new List<PreparedSeries>();
            while (waiting.Reader.TryRead(out var next))
            {
                group.Add(next);
            }

            try
            {
                AtomicFile.PublishAll([.. group.SelectMany(g => g.Files)]);
            }
            catch (Exception e)
            {
                failures.Enqueue(ExceptionDispatchInfo.Capture(e));
                group.ForEach(g => g.Discard());
            }
        }
    }
}
