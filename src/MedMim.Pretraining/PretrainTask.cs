using System.Diagnostics;
using MedMim.Datasets.Sampling;
using MedMim.Models.Networks;
using MedMim.Pretraining.Guidance;
using MedMim.Pretraining.Masking;
using MedMim.Pretraining.Montages;
using MedMim.Pretraining.Objectives;
using MedMim.Pretraining.Options;
using MedMim.Training;
using MedMim.Training.Devices;
using static TorchSharp.torch;

namespace MedMim.Pretraining;

/// <summary>What the training loop trains: a network that reconstructs what was hidden from it; draws montages now and then.</summary>
/// <param name="options">How.</param>
/// <param name="objective">What is trained.</param>
/// <param name="teacher">The objective over the moving average of its weights, where the strategy wants one.</param>
/// <param name="source">Makes the batches.</param>
/// <param name="montages">Gets the pictures; null draws none.</param>
/// <param name="readers">How many batches are made at once in the background.</param>
internal sealed class PretrainTask(
    PretrainOptions options, IObjective objective, IObjective? teacher, BatchSource source, MontageFolder? montages, int readers)
    : ITrainingTask, IDisposable
{
    private readonly ReconstructionCriterion criterion = new(options.Reconstruction, options.ResolveMaskUnit());
    private readonly TeacherGuide? guide = teacher is not null && options.CreateMasking() is IGuidedMaskingStrategy strategy
        ? new(teacher, new(options.Reconstruction, options.ResolveMaskUnit()), strategy, options.Seed, options.Training.Steps)
        : null;

    private readonly Device device = ModelDevice.Of(objective.Network);
    private ReadAhead<PretrainBatch>? reader;

    public nn.Module Model => objective.Network;

    public nn.Module? Average => teacher?.Network;

    public void Begin(long step)
    {
        long parts = options.Training.Accumulation;
        reader = new(source.Batch, step * parts, options.Training.Steps * parts, readers);
    }

    public StepLoss ComputeLoss(long step, long batch)
    {
        var crops = reader!.Take(batch, out var waited);
        crops = guide?.Guide(crops, BatchSource.MasksOf(BatchSource.Purpose), batch, step) ?? crops;
        (objective.Network as IStepRandomness)?.BeginStep(new(
            options.Seed, $"{BatchSource.Purpose}.droppath", 0, step, ((batch - (step * options.Training.Accumulation)) * options.BatchSize) + crops.First));
        var (image, mask, present) = crops.ToTensors(device);
        var counted = objective.Counted(mask, present);
        var answer = objective.Reconstruct(image, mask);
        var answered = Stopwatch.GetTimestamp();
        var loss = criterion.Loss(answer, image, counted, present);
        return new(loss, [.. crops.Patches.Select(p => p.CaseId)], crops.Figures(options.Masking.UsesLabels))
        {
            DataWait = waited,
            LossTime = Stopwatch.GetElapsedTime(answered),
            Weight = () => Math.Max(1, counted.sum().item<float>()),
        };
    }

    public void AfterStep(long step)
    {
        var done = step + 1;
        if (montages is null)
        {
            return;
        }

        if (done == options.Training.Steps || (options.MontageEvery > 0 && done % options.MontageEvery == 0))
        {
            using (PrecisionScope.Open(options.Training.Precision, device.type))
            {
                var batch = source.Montage();
                batch = guide?.Guide(batch, BatchSource.MasksOf(BatchSource.MontagePurpose), 0, step) ?? batch;
                montages.Draw(done, batch, Picture(batch), objective.HidesVoxels);
            }
        }
    }

    public void Dispose() => reader?.Dispose();

    /// <summary>The network's answer to a batch, as intensities: [n, 1, d, h, w], float32.</summary>
    private Tensor Picture(PretrainBatch batch)
    {
        objective.Network.eval();
        var (image, mask, present) = batch.ToTensors(device);
        return criterion.Intensities(objective.Reconstruct(image, mask), image, present);
    }
}
