using MedMim.Datasets.Sampling;
using MedMim.Models.Networks;
using MedMim.Pretraining.Montages;
using MedMim.Pretraining.Objectives;
using MedMim.Pretraining.Options;
using MedMim.Training;
using static TorchSharp.torch;

namespace MedMim.Pretraining;

/// <summary>What the training loop trains: a network that reconstructs what was hidden from it; draws montages now and then.</summary>
internal sealed class PretrainTask(
    PretrainOptions options, VolumeNetwork network, BatchSource source, MontageFolder montages, int readers) : ITrainingTask, IDisposable
{
    private readonly MaskedReconstruction objective = new(options.Reconstruction, options.Masking.MaskUnit);
    private ReadAhead<PretrainBatch>? reader;

    public nn.Module Model => network;

    public void Begin(long step)
    {
        long parts = options.Training.Accumulation;
        reader = new(source.Batch, step * parts, options.Training.Steps * parts, readers);
    }

    public StepLoss ComputeLoss(long step, long batch)
    {
        var crops = reader!.Take(batch, out var waited);
        var (image, mask, present) = crops.ToTensors();
        var loss = objective.Run(network, image, mask, present).Loss;
        return new(loss, [.. crops.Patches.Select(p => p.CaseId)], crops.Statistics.Figures()) { DataWait = waited };
    }

    public void AfterStep(long step)
    {
        var done = step + 1;
        if (done == options.Training.Steps || (options.MontageEvery > 0 && done % options.MontageEvery == 0))
        {
            var batch = source.Montage();
            using (PrecisionScope.Open(options.Training.Precision))
            {
                montages.Draw(done, batch, Picture(batch));
            }
        }
    }

    public void Dispose() => reader?.Dispose();

    /// <summary>The network's answer to a batch, as intensities: [n, 1, d, h, w], float32.</summary>
    private Tensor Picture(PretrainBatch batch)
    {
        var (image, mask, present) = batch.ToTensors();
        return objective.Picture(objective.Run(network, image, mask, present).Output, image);
    }
}
