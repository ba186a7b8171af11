using MedMim.Foundation.Files;
using MedMim.Training.Optimizers;
using TorchSharp;

namespace MedMim.Training.Checkpoints;

/// <summary>All tensors that a run carries from step to step: <c>model.NAME</c> and <c>optimizer.NAME</c>.</summary>
public sealed class TrainingState
{
    private readonly SortedDictionary<string, torch.Tensor> tensors = new(StringComparer.Ordinal);

    /// <param name="model">The model; its whole <c>state_dict</c> counts.</param>
    /// <param name="optimizer">The optimizer.</param>
    public TrainingState(torch.nn.Module model, IOptimizer optimizer)
    {
        foreach (var (name, tensor) in model.state_dict())
        {
            tensors.Add("model." + name, tensor);
        }

        foreach (var (name, tensor) in optimizer.State)
        {
            tensors.Add("optimizer." + name, tensor);
        }
    }

    /// <summary>The live tensors by name, sorted.</summary>
    public IReadOnlyDictionary<string, torch.Tensor> Tensors => tensors;

    /// <summary>Digest of names, types and shapes: equal for runs whose checkpoints fit each other.</summary>
    public string Architecture => ContentDigest.OfText(string.Concat(
        tensors.Select(t => $"{t.Key} {t.Value.dtype} {string.Join('x', t.Value.shape)}\n")));
}
