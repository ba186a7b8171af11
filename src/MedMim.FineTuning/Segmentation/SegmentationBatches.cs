using MedMim.Datasets.Sampling;
using MedMim.Foundation.Failures;

namespace MedMim.FineTuning.Segmentation;

/// <summary>
/// Draws the patches of any step. What is drawn depends on options, cases and the step, never on weights or earlier
/// steps: so both arms of a comparison see the same patches, and a resumed run sees those that it would have seen.
/// </summary>
public sealed class SegmentationBatches
{
    private readonly LabelMap labels;
    private readonly PatchLoader loader;

    /// <param name="options">Patch size, batch size, augmentation, seed.</param>
    /// <param name="cases">The cases.</param>
    public SegmentationBatches(SegmenterOptions options, SegmentationCases cases)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(cases);
        labels = new(options.Labels);
        var sampler = new PatchSampler(new()
        {
            PatchSize = options.PatchSize,
            ForegroundProbability = options.ForegroundProbability,
        });
        loader = new(cases.Source, cases.Train, sampler, new()
        {
            BatchSize = options.BatchSize,
            Seed = options.Seed,
            Purpose = "finetune",
            Transforms = options.Augmentation.ToTransforms(),
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

        return new(patches, [.. patches.Select(p => labels.ToClasses(p.Label))]);
    }
}
