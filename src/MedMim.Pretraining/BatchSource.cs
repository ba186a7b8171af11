using MedMim.Datasets.Preparation;
using MedMim.Datasets.Sampling;
using MedMim.Foundation.Randomness;
using MedMim.Pretraining.Masking;
using MedMim.Pretraining.Options;
using MedMim.Training.Ranks;

namespace MedMim.Pretraining;

/// <summary>
/// Makes the batch of any step, from nothing but the seed and the step: cases in a new order each epoch, a random crop of
/// each, changed and masked at random. Where a teacher guides the masks, these are what the teacher sees: uniform ones, from
/// a stream of their own. Safe to call from several threads at once.
/// </summary>
internal sealed class BatchSource
{
    /// <summary>The purpose of training's streams.</summary>
    public const string Purpose = "pretrain";

    /// <summary>The purpose of the pictures' streams.</summary>
    public const string MontagePurpose = "pretrain.montage";

    private const string MaskStream = "mask";
    private const int MontageRows = 3;

    private readonly ulong seed;
    private readonly PatchLoader loader;
    private readonly PatchAugmentation augmentation;
    private readonly PatchLoader montage;
    private readonly IMaskingStrategy? masking;
    private readonly string stream;

    private readonly int first;
    private readonly int count;

    public BatchSource(PretrainOptions options, IPreparedCases data, IReadOnlyCollection<string> ids, IRankGroup ranks)
    {
        first = options.BatchSize * ranks.Rank / ranks.Size;
        count = (options.BatchSize * (ranks.Rank + 1) / ranks.Size) - first;
        (seed, augmentation) = (options.Seed, new(options.Augmentation));
        var (strategy, unit) = (options.CreateMasking(), options.ResolveMaskUnit());
        (masking, stream) = strategy is IGuidedMaskingStrategy
            ? (new UniformBlockMasking(options.Masking.MaskRatio, unit), "teacher")
            : (strategy, MaskStream);
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
        });
        montage = new(data, ids, sampler, new()
        {
            BatchSize = Math.Min(MontageRows, ids.Count),
            Seed = seed,
            Purpose = MontagePurpose,
        });
    }

    /// <summary>This rank's part of the batch of a step, from 0.</summary>
    public PretrainBatch Batch(long step) =>
        Masked(augmentation.Apply(loader.Draw(step, first, count), Keys(Purpose, step, first, count)), Purpose, step, first);

    /// <summary>Crops that stay the same throughout a run, each of another case: for pictures.</summary>
    public PretrainBatch Montage() => Masked(montage.Draw(0), MontagePurpose, 0, 0);

    /// <summary>The stream that the masks of a purpose are drawn from.</summary>
    public static string MasksOf(string purpose) => $"{purpose}.{MaskStream}";

    private PretrainBatch Masked(Patch[] patches, string purpose, long step, int from) => new(
        patches, [.. patches.Zip(Keys($"{purpose}.{stream}", step, from, patches.Length), Mask)], from);

    private StreamKey[] Keys(string purpose, long step, int from, int number) =>
        [.. Enumerable.Range(from, number).Select(sample => new StreamKey(seed, purpose, 0, step, sample))];

    private byte[] Mask(Patch patch, StreamKey key) =>
        masking?.Draw(patch, new RandomStream(key)).ToVoxels() ?? new byte[patch.Image.Length];
}
