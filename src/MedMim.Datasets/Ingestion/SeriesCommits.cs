using System.Threading.Channels;
using MedMim.Foundation.Files;

namespace MedMim.Datasets.Ingestion;

/// <summary>
/// Makes finished series durable and gives their files their names, while others are being read. Series that finish
/// while it waits for the disk go together the next time.
/// </summary>
internal sealed class SeriesCommits : IAsyncDisposable
{
    private readonly Channel<(PreparedSeries Series, TaskCompletionSource Done)> waiting =
        Channel.CreateUnbounded<(PreparedSeries, TaskCompletionSource)>(new() { SingleReader = true });

    private readonly Task work;

    public SeriesCommits() => work = Task.Run(WorkAsync);

    /// <summary>Ends when the series' files have their names.</summary>
    /// <exception cref="IOException">The disk is full or cannot be written.</exception>
    public async Task AddAsync(PreparedSeries series, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.Writer.TryWrite((series, done));
        await done.Task;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await work;
    }

    private async Task WorkAsync()
    {
        while (await waiting.Reader.WaitToReadAsync())
        {
            var group = new List<(PreparedSeries Series, TaskCompletionSource Done)>();
            while (waiting.Reader.TryRead(out var next))
            {
                group.Add(next);
            }

            try
            {
                AtomicFile.PublishAll([.. group.SelectMany(g => g.Series.Files)]);
                group.ForEach(g => g.Done.SetResult());
            }
            catch (Exception e)
            {
                group.ForEach(g => g.Done.SetException(e));
            }
        }
    }
}
