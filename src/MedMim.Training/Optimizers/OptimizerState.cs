using TorchSharp;

namespace MedMim.Training.Optimizers;

/// <summary>Named tensors beside the weights, kept out of the step's dispose scope.</summary>
internal sealed class OptimizerState : IDisposable
{
    private readonly SortedDictionary<string, torch.Tensor> tensors = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, torch.Tensor> Tensors => tensors;

    /// <summary>Adds zeros shaped as a weight.</summary>
    public torch.Tensor Add(string kind, NamedParameter parameter)
    {
        var zeros = torch.zeros_like(parameter.Value, requires_grad: false).DetachFromDisposeScope();
        tensors.Add($"{kind}.{parameter.Name}", zeros);
        return zeros;
    }

    public void Dispose()
    {
        foreach (var tensor in tensors.Values)
        {
            tensor.Dispose();
        }
    }
}
