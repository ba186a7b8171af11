using MedMim.Datasets.Sampling;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Randomness;

namespace MedMim.FineTuning.Segmentation;

/// <summary>
/// Draws the patches of any step, and what their random changes are drawn from. What is drawn depends on options, cases and the step, never on weights or earlier
/// steps: so both arms of a comparison see the same patches, and a resumed run sees those that it would have seen.
/// </summary>
public sealed class SegmentationBatches
{
    private const string Purpose = "finetune";

    private readonly ulong seed;
    private readonly LabelMap labels;
    private readonly PatchLoader loader;

    /// <param name="options">Patch size, batch size, seed.</param>
    /// <param name="cases">The cases.</param>
    /// <param name="labels">What their label values mean; null for the options' labels.</param>
    public SegmentationBatches(SegmenterOptions options, SegmentationCases cases, LabelMap? labels = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(cases);
        (seed, this.labels) = (options.Seed, labels ?? new(options.Labels));
        var sampler = new PatchSampler(new()
        {
            PatchSize = options.PatchSize,
            Channels = options.ChannelCount,
            ForegroundProbability = options.ForegroundProbability,
        });
        loader = new(cases.Source, cases.Train, sampler, new()
        {
            BatchSize = options.BatchSize,
            Seed = options.Seed,
            Purpose = Purpose,
        });
    }

    /// <summary>The patches of a step. Safe to call from several threads at once.</summary>
    /// <exception cref="InputException">A patch holds a voxel that is not a finite number; the message names the
    /// case.</exception>
    public SegmentationBatch At(long step)
    {
        var patches = loader.Draw(step);
        foreach (var patch in patches)
        {
            FiniteVoxels.Require(patch.CaseId, patch.Image);
        }

        return new(
            patches, [.. patches.Select(p => labels.ToClasses(p.Label))], [.. patches.Select((_, i) => new StreamKey(seed, Purpose, 0, step, i))]);
    }
}
