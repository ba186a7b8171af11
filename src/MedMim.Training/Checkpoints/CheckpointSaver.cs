using MedMim.Models.Weights;
using TorchSharp;

namespace MedMim.Training.Checkpoints;

/// <summary>Saves and restores one run's tensors.</summary>
internal sealed class CheckpointSaver(TrainingState state, string folder, string optionsDigest)
{
    private readonly CheckpointFolder folder = new(folder);
    private readonly string architecture = state.Architecture;
    private long savedStep = -1;

    /// <summary>Loads the latest intact checkpoint into the live tensors.</summary>
    /// <returns>The step to go on with; 0 without a checkpoint.</returns>
    public long Restore()
    {
        if (folder.OpenLatest(optionsDigest, architecture) is not { } checkpoint)
        {
            return 0;
        }

        using var noGrad = torch.no_grad();
        using var file = SafetensorsFile.Open(checkpoint.TensorPath);
        foreach (var (name, tensor) in state.Tensors)
        {
            using var scope = torch.NewDisposeScope();
            tensor.copy_(file.Read(name));
        }

        savedStep = checkpoint.Header.Step;
        return savedStep;
    }

    /// <summary>
    /// Saves the live tensors as they stand after <paramref name="step"/> steps, unless that was done already.
    /// </summary>
    public void Save(long step)
    {
        if (step == savedStep)
        {
            return;
        }

        var header = new CheckpointHeader { Step = step, Options = optionsDigest, Architecture = architecture };
        folder.Save(header, stream => SafetensorsWriter.Write(stream, state.Tensors));
        savedStep = step;
    }
}
