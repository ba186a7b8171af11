using System.Diagnostics;
using MedMim.Datasets.Sampling;
using MedMim.FineTuning.Augmentation;
using MedMim.FineTuning.Segmentation;
using MedMim.Foundation.Randomness;
using MedMim.Models.Networks.Detection;
using MedMim.Training;
using MedMim.Training.Devices;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Detection;

/// <summary>Trains a network to find lesions; validates now and then into <c>validation.jsonl</c>.</summary>
internal sealed class DetectionTask(
    RetinaUNet network, DetectorOptions options, SegmentationCases cases, AnchorGrid anchors, SegmenterRun run) : ITrainingTask, IDisposable
{
    private readonly SegmentationBatches batches = new(options.ToSegmenter(), cases, options.LabelMap);
    private readonly BatchAugmentation augmentation = new(options.Augmentation);
    private readonly torch.Device device = ModelDevice.Of(network);
    private ReadAhead<SegmentationBatch>? reader;
    private ValidationLog? validation;

    public nn.Module Model => network;

    public void Begin(long step)
    {
        long parts = options.Training.Accumulation;
        validation = new(run.Folder, step, options.ToSegmenter(), cases);
        reader = new(batches.At, step * parts, options.Training.Steps * parts, run.Readers);
    }

    public StepLoss ComputeLoss(long step, long batch)
    {
        var patches = reader!.Take(batch, out var waited);
        var begin = Stopwatch.GetTimestamp();
        var (image, label) = augmentation.Apply(patches, device);
        var targets = DetectionTargets.Of(label, anchors, options.Instances);
        waited += Stopwatch.GetElapsedTime(begin);
        var loss = DetectionLoss.Compute(
            network.Detect(image), targets, label, anchors,
            sample => new RandomStream(new StreamKey(options.Seed, "detect.anchors", 0, batch, sample)));
        return new(loss.Total, patches.CaseIds,
        [
            new("classification", loss.Classification.ToSingle()), new("regression", loss.Regression.ToSingle()),
            new("soft_dice", loss.Dice.ToSingle()),
        ]) { DataWait = waited };
    }

    public void AfterStep(long step) => validation!.AfterStep(step, () => DetectorValidator.AveragePrecisions(network, options, anchors, cases));

    public void Dispose()
    {
        reader?.Dispose();
        validation?.Dispose();
    }
}
