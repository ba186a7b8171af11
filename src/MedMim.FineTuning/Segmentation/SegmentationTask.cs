using System.Diagnostics;
using MedMim.Datasets.Sampling;
using MedMim.FineTuning.Augmentation;
using MedMim.FineTuning.Losses;
using MedMim.Models.Networks;
using MedMim.Training;
using MedMim.Training.Devices;
using MedMim.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Segmentation;

/// <summary>Trains a network to label voxels; validates now and then into <c>validation.jsonl</c>.</summary>
internal sealed class SegmentationTask(
    VolumeNetwork network, SegmenterOptions options, SegmentationCases cases, SegmenterRun run) : ITrainingTask, IDisposable
{
    private readonly SegmentationBatches batches = new(options, cases);
    private readonly BatchAugmentation augmentation = new(options.Augmentation);
    private readonly torch.Device device = ModelDevice.Of(network);
    private ReadAhead<SegmentationBatch>? reader;
    private ValidationLog? validation;

    public nn.Module Model => network;

    public ParameterRate RateOf(string parameter) => options.RateOf(network, parameter);

    public void Begin(long step)
    {
        validation = new(run.Folder, step, options, cases);
        long parts = options.Training.Accumulation;
        reader = new(batches.At, step * parts, options.Training.Steps * parts, run.Readers);
    }

    public StepLoss ComputeLoss(long step, long batch)
    {
        var patches = reader!.Take(batch, out var waited);
        var first = (batch - (step * options.Training.Accumulation)) * options.BatchSize;
        network.BeginStep(new(options.Seed, "finetune.droppath", 0, step, first));
        var begin = Stopwatch.GetTimestamp();
        var (image, label) = augmentation.Apply(patches, device);
        waited += Stopwatch.GetElapsedTime(begin);
        var (loss, dice) = DeepSupervision.Compute(network.forward(image), label, options.BatchDice);
        return new(loss, patches.CaseIds, [new("soft_dice", dice.ToSingle())]) { DataWait = waited };
    }

    public void AfterStep(long step) => validation!.AfterStep(step, () => Validator.Dice(network, options, cases));

    public void Dispose()
    {
        reader?.Dispose();
        validation?.Dispose();
    }
}
