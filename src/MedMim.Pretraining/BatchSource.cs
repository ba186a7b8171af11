using MedMim.Datasets.Preparation;
using MedMim.Datasets.Sampling;
using MedMim.Datasets.Sampling.Transforms;
using MedMim.Foundation.Randomness;
using MedMim.Pretraining.Masking;
using MedMim.Pretraining.Options;

namespace MedMim.Pretraining;

/// <summary>
/// Makes the batch of any step, from nothing but the seed and the step: cases in a new order each epoch, a random crop of
/// each, mirrored and masked at random. Safe to call from several threads at once.
/// </summary>
internal sealed class BatchSource
{
    private const string Purpose = "pretrain";
    private const string MontagePurpose = "pretrain.montage";
    private const int MontageRows = 3;

    private readonly ulong seed;
    private readonly PatchLoader loader;
    private readonly PatchLoader montage;
    private readonly IMaskingStrategy masking;

    public BatchSource(PretrainOptions options, IPreparedCases data, IReadOnlyCollection<string> ids)
    {
        seed = options.Seed;
        masking = options.Masking.Create();
        var sampler = new PatchSampler(new()
        {
            PatchSize = options.PatchSize,
            MinimumTissueFraction = options.MinimumTissueFraction,
        });
        loader = new(data, ids, sampler, new()
        {
            BatchSize = options.BatchSize,
            Seed = seed,
            Purpose = Purpose,
            Transforms = options.Mirror ? [new Mirroring()] : [],
        });
        montage = new(data, ids, sampler, new()
        {
            BatchSize = Math.Min(MontageRows, ids.Count),
            Seed = seed,
            Purpose = MontagePurpose,
        });
    }

    /// <summary>The batch of a step, from 0.</summary>
    public PretrainBatch Batch(long step) => Masked(loader.Draw(step), Purpose, step);

    /// <summary>Crops that stay the same throughout a run, each of another case: for pictures.</summary>
    public PretrainBatch Montage() => Masked(montage.Draw(0), MontagePurpose, 0);

    private PretrainBatch Masked(Patch[] patches, string purpose, long step) => new(
        patches, [.. patches.Select((p, i) => masking.Draw(p, new RandomStream(new StreamKey(seed, $"{purpose}.mask", 0, step, i))).ToVoxels())]);
}
