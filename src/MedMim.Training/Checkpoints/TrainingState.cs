using MedMim.Foundation.Files;
using MedMim.Training.Optimizers;
using TorchSharp;

namespace MedMim.Training.Checkpoints;

/// <summary>
/// All tensors that a run carries from step to step: <c>model.NAME</c>, <c>optimizer.NAME</c>, and where the task has them
/// <c>average.NAME</c> and <c>task.NAME</c>.
/// </summary>
public sealed class TrainingState
{
    private readonly SortedDictionary<string, torch.Tensor> tensors = new(StringComparer.Ordinal);

    /// <param name="task">The task: the whole <c>state_dict</c> of its model counts, that of its average, and its state.</param>
    /// <param name="optimizer">The optimizer.</param>
    public TrainingState(ITrainingTask task, IOptimizer optimizer)
    {
        Add("model", task.Model.state_dict());
        Add("optimizer", optimizer.State);
        Add("average", task.Average?.state_dict() ?? []);
        Add("task", task.State);
    }

    /// <summary>The live tensors by name, sorted.</summary>
    public IReadOnlyDictionary<string, torch.Tensor> Tensors => tensors;

    /// <summary>Digest of names, types and shapes: equal for runs whose checkpoints fit each other.</summary>
    public string Architecture => ContentDigest.OfText(string.Concat(
        tensors.Select(t => $"{t.Key} {t.Value.dtype} {string.Join('x', t.Value.shape)}\n")));

    private void Add(string kind, IEnumerable<KeyValuePair<string, torch.Tensor>> named)
    {
        foreach (var (name, tensor) in named)
        {
            tensors.Add($"{kind}.{name}", tensor);
        }
    }
}
