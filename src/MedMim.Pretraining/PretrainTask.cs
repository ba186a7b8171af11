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

    public void Begin(long step) => reader = new(source.Batch, step, options.Training.Steps, readers);

    public StepLoss ComputeLoss(long step)
    {
        var batch = reader!.Take(step, out var waited);
        var (image, mask, present) = batch.ToTensors();
        var loss = objective.Run(network, image, mask, present).Loss;
        return new(loss, [.. batch.Patches.Select(p => p.CaseId)], batch.Statistics.Figures()) { DataWait = waited };
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
