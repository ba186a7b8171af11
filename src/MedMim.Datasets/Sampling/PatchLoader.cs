using MedMim.Datasets.Preparation;
using MedMim.Foundation.Randomness;

namespace MedMim.Datasets.Sampling;

/// <summary>
/// Draws the crops of any training step. What is drawn depends on the seed, the purpose and the step alone, not on what was
/// drawn before: so a resumed run sees the crops that it would have seen, and any number of threads may draw
/// (<see cref="ReadAhead{T}"/>).
/// </summary>
public sealed class PatchLoader
{
    private readonly IPreparedCases cases;
    private readonly PatchSampler sampler;
    private readonly PatchLoaderOptions options;
    private readonly CaseOrder order;

    /// <param name="cases">The volumes.</param>
    /// <param name="ids">The cases to draw from, such as a split's training part; not empty. Their order does not matter.</param>
    /// <param name="sampler">Chooses the crops.</param>
    /// <param name="options">How batches are made.</param>
    public PatchLoader(IPreparedCases cases, IEnumerable<string> ids, PatchSampler sampler, PatchLoaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BatchSize, nameof(options));
        string[] sorted = [.. ids.Order(StringComparer.Ordinal)];
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length, nameof(ids));
        this.cases = cases;
        this.sampler = sampler;
        this.options = options;
        order = new(sorted, options.Seed, $"{options.Purpose}.order");
    }

    /// <summary>
    /// How many batches are made at once unless said otherwise: half of the cores, because the network needs them too; 1 to 8.
    /// </summary>
    public static int DefaultReaders { get; } = Math.Clamp(Environment.ProcessorCount / 2, 1, 8);

    /// <summary>The crops of a step, from 0.</summary>
    public Patch[] Draw(long step) => Draw(step, 0, options.BatchSize);

    /// <summary>Some of a step's crops: those that they are in the whole batch.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="first">The first crop's place in the batch.</param>
    /// <param name="count">How many.</param>
    public Patch[] Draw(long step, int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + count, options.BatchSize, nameof(count));
        var batch = new Patch[count];
        for (var sample = first; sample < first + count; sample++)
        {
            var (id, epoch) = order.At((step * options.BatchSize) + sample);
            batch[sample - first] = sampler.Sample(
                cases.Load(id), new(new StreamKey(options.Seed, $"{options.Purpose}.crop", epoch, step, sample)));
        }

        return batch;
    }
}
