using MedMim.Datasets.Preparation;
using MedMim.Datasets.Sampling;
using MedMim.Foundation.Randomness;
using MedMim.Pretraining.Masking;
using MedMim.Pretraining.Options;

namespace MedMim.Pretraining;

/// <summary>
/// Makes the batch of any step, from nothing but the seed and the step: cases in a new order each epoch, a random crop of
/// each, mirrored and masked at random.
/// </summary>
internal sealed class BatchSource
{
    private readonly PretrainOptions options;
    private readonly IPreparedCases data;
    private readonly string[] ids;
    private readonly PatchSampler sampler;
    private readonly IMaskingStrategy masking;
    private (long Epoch, int[] Order)? order;

    public BatchSource(PretrainOptions options, IPreparedCases data, IEnumerable<string> ids)
    {
        this.options = options;
        this.data = data;
        this.ids = [.. ids.Order(StringComparer.Ordinal)];
        sampler = new(new()
        {
            PatchSize = options.PatchSize,
            MinimumTissueFraction = options.MinimumTissueFraction,
        });
        masking = options.Masking.Create();
    }

    /// <summary>The batch of a step, from 0.</summary>
    public PretrainBatch Batch(long step)
    {
        var drawn = Enumerable.Range(0, options.BatchSize).Select(i => Draw(step, i)).ToArray();
        return new([.. drawn.Select(d => d.Patch)], [.. drawn.Select(d => d.Mask)]);
    }

    /// <summary>Crops that stay the same throughout a run: for pictures. One of each of the first few cases.</summary>
    public PretrainBatch Fixed(int count)
    {
        var drawn = Enumerable.Range(0, Math.Min(count, ids.Length))
            .Select(i => Crop(ids[i * ids.Length / Math.Min(count, ids.Length)], "pretrain.montage", 0, 0, i, mirror: false))
            .ToArray();
        return new([.. drawn.Select(d => d.Patch)], [.. drawn.Select(d => d.Mask)]);
    }

    private (Patch Patch, byte[] Mask) Draw(long step, int sample)
    {
        var position = (step * options.BatchSize) + sample;
        var epoch = position / ids.Length;
        return Crop(ids[Order(epoch)[position % ids.Length]], "pretrain", epoch, step, sample, options.Mirror);
    }

    private (Patch Patch, byte[] Mask) Crop(string id, string purpose, long epoch, long step, int sample, bool mirror)
    {
        RandomStream Stream(string what) => new(new(options.Seed, $"{purpose}.{what}", epoch, step, sample));

        var patch = sampler.Sample(data.Load(id), Stream("patch"));
        patch = mirror ? PatchMirror.Apply(patch, Stream("mirror")) : patch;
        return (patch, masking.Draw(patch, Stream("mask")).ToVoxels());
    }

    private int[] Order(long epoch)
    {
        if (order is { } known && known.Epoch == epoch)
        {
            return known.Order;
        }

        var shuffled = Enumerable.Range(0, ids.Length).ToArray();
        new RandomStream(new(options.Seed, "pretrain.order", epoch)).Shuffle(shuffled.AsSpan());
        order = (epoch, shuffled);
        return shuffled;
    }
}
