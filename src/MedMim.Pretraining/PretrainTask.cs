using MedMim.Models.Networks;
using MedMim.Pretraining.Objectives;
using MedMim.Pretraining.Options;
using MedMim.Training;
using static TorchSharp.torch;

namespace MedMim.Pretraining;

/// <summary>What the training loop trains: a network that reconstructs what was hidden from it.</summary>
internal sealed class PretrainTask(
    PretrainOptions options, VolumeNetwork network, BatchSource source, Action<long> afterStep) : ITrainingTask
{
    private readonly MaskedReconstruction objective = new(options.Reconstruction, options.Masking.MaskUnit);

    public nn.Module Model => network;

    public StepLoss ComputeLoss(long step)
    {
        var batch = source.Batch(step);
        var (image, mask, present) = batch.ToTensors();
        var loss = objective.Run(network, image, mask, present).Loss;
        return new(loss, [.. batch.Patches.Select(p => p.CaseId)], batch.Statistics().Figures());
    }

    public void AfterStep(long step) => afterStep(step);

    /// <summary>The network's answer to a batch, as intensities: [n, 1, d, h, w], float32.</summary>
    public Tensor Picture(PretrainBatch batch)
    {
        var (image, mask, present) = batch.ToTensors();
        return objective.Picture(objective.Run(network, image, mask, present).Output, image);
    }
}
