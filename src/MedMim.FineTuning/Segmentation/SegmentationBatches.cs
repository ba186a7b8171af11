using MedMim.Datasets.Sampling;
using MedMim.FineTuning.Augmentation;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Randomness;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Segmentation;

/// <summary>
/// Draws the patches of any step. What is drawn depends on options, cases and the step, never on weights or earlier
/// steps: so both arms of a comparison see the same patches, and a resumed run sees those that it would have seen.
/// </summary>
public sealed class SegmentationBatches
{
    private readonly SegmenterOptions options;
    private readonly SegmentationCases cases;
    private readonly LabelMap labels;
    private readonly CaseOrder order;
    private readonly PatchSampler sampler;
    private readonly PatchAugmenter augmenter;

    /// <param name="options">Patch size, batch size, augmentation, seed.</param>
    /// <param name="cases">The cases.</param>
    public SegmentationBatches(SegmenterOptions options, SegmentationCases cases)
    {
        this.options = options;
        this.cases = cases;
        labels = new(options.Labels);
        order = new(cases.Train, options.BatchSize, options.Seed);
        augmenter = new(options.Augmentation);
        sampler = new(new() { PatchSize = options.PatchSize, ForegroundProbability = options.ForegroundProbability });
    }

    /// <summary>The patches of a step.</summary>
    /// <exception cref="InputException">A patch holds a voxel that is not a finite number; the message names the
    /// case.</exception>
    public SegmentationBatch At(long step)
    {
        var samples = Enumerable.Range(0, options.BatchSize).Select(i => Sample(step, i)).ToList();
        return new(
            stack(samples.Select(s => s.Image)).unsqueeze(1), stack(samples.Select(s => s.Label)),
            [.. samples.Select(s => s.CaseId)]);
    }

    private (Tensor Image, Tensor Label, string CaseId) Sample(long step, int sample)
    {
        var volume = cases.Source.Load(order.At(step, sample));
        var patch = sampler.Sample(volume, new RandomStream(new StreamKey(options.Seed, "finetune.patch", 0, step, sample)));
        FiniteVoxels.Require(patch.CaseId, patch.Image);
        long[] shape = [patch.Size.Z, patch.Size.Y, patch.Size.X];
        var (image, label) = augmenter.Apply(
            tensor(patch.Image).reshape(shape),
            tensor(labels.ToClasses(patch.Label)).reshape(shape),
            volume.Case.Geometry.Spacing,
            new RandomStream(new StreamKey(options.Seed, "finetune.augment", 0, step, sample)));
        return (image, label, patch.CaseId);
    }
}
