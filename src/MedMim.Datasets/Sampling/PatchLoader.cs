using System.Runtime.CompilerServices;
using System.Threading.Channels;
using MedMim.Datasets.Preparation;
using MedMim.Foundation.Randomness;

namespace MedMim.Datasets.Sampling;

/// <summary>
/// Makes batches of crops, some ahead of the training loop. Cases come in a new random order each time all have been
/// seen, so every case is seen equally often. A batch depends on the seed, the purpose, the epoch and the step alone,
/// not on the number of threads or on what was drawn before.
/// </summary>
public sealed class PatchLoader
{
    private readonly IPreparedCases cases;
    private readonly string[] ids;
    private readonly PatchSampler sampler;
    private readonly PatchLoaderOptions options;

    /// <param name="cases">The volumes.</param>
    /// <param name="ids">The cases to draw from, such as a split's training part; not empty. Their order does not matter.</param>
    /// <param name="sampler">Chooses the crops.</param>
    /// <param name="options">How batches are made.</param>
    public PatchLoader(IPreparedCases cases, IEnumerable<string> ids, PatchSampler sampler, PatchLoaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BatchSize, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Ahead, nameof(options));
        this.cases = cases;
        this.ids = [.. ids.Order(StringComparer.Ordinal)];
        this.sampler = sampler;
        this.options = options;
        ArgumentOutOfRangeException.ThrowIfZero(this.ids.Length, nameof(ids));
    }

    /// <summary>The batch of a step.</summary>
    /// <param name="epoch">Epoch, from 0.</param>
    /// <param name="step">Step, from 0, within the epoch or within the run, as long as it is always the same.</param>
    public Patch[] Draw(long epoch, long step)
    {
        var batch = new Patch[options.BatchSize];
        for (var sample = 0; sample < batch.Length; sample++)
        {
            var volume = cases.Load(ChooseCase(epoch, (step * batch.Length) + sample));
            var patch = sampler.Sample(volume, Stream("crop", epoch, step, sample));
            foreach (var transform in options.Transforms)
            {
                patch = transform.Apply(patch, Stream(transform.Name, epoch, step, sample));
            }

            batch[sample] = patch;
        }

        return batch;
    }

    /// <summary>The batches of several steps, in their order, made ahead in the background.</summary>
    /// <param name="steps">The steps; read lazily, so it may be endless.</param>
    /// <param name="cancellation">Stops the making.</param>
    public async IAsyncEnumerable<Patch[]> ReadAsync(
        IEnumerable<(long Epoch, long Step)> steps, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(steps);
        if (options.Ahead == 0)
        {
            foreach (var (epoch, step) in steps)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return Draw(epoch, step);
            }

            yield break;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

        // The channel holds tasks in the order of their steps: they run side by side and are handed out in turn.
        var ahead = Channel.CreateBounded<Task<Patch[]>>(options.Ahead);
        var producer = Task.Run(() => ProduceAsync(steps, ahead.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in ahead.Reader.ReadAllAsync(cancellation))
            {
                yield return await batch;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await producer;
        }
    }

    private async Task ProduceAsync(
        IEnumerable<(long Epoch, long Step)> steps, ChannelWriter<Task<Patch[]>> writer, CancellationToken cancellation)
    {
        try
        {
            foreach (var (epoch, step) in steps)
            {
                await writer.WaitToWriteAsync(cancellation);
                await writer.WriteAsync(Task.Run(() => Draw(epoch, step), cancellation), cancellation);
            }

            writer.Complete();
        }
        catch (OperationCanceledException e)
        {
            writer.Complete(e);
        }
    }

    private string ChooseCase(long epoch, long draw)
    {
        var order = Enumerable.Range(0, ids.Length).ToArray();
        Stream("order", epoch, draw / ids.Length, 0).Shuffle<int>(order);
        return ids[order[draw % ids.Length]];
    }

    private RandomStream Stream(string purpose, long epoch, long step, long sample) =>
        new(new StreamKey(options.Seed, $"{options.Purpose}.{purpose}", epoch, step, sample));
}
