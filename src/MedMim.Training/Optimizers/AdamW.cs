using MedMim.Training.Options;
using TorchSharp;

namespace MedMim.Training.Optimizers;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter, arXiv 1711.05101), in the order of operations of PyTorch:
/// w ← w·(1 − η·λ); m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; w ← w − η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε).
/// State: <c>exp_avg.NAME</c> (m) and <c>exp_avg_sq.NAME</c> (v).
/// </summary>
public sealed class AdamW : IOptimizer
{
    private readonly OptimizerOptions options;
    private readonly OptimizerState state = new();
    private readonly List<(NamedParameter Parameter, torch.Tensor Mean, torch.Tensor Square)> slots = [];

    /// <param name="parameters">The weights, which stay the caller's.</param>
    /// <param name="options">Betas, ε and the weight decay.</param>
    public AdamW(IEnumerable<NamedParameter> parameters, OptimizerOptions options)
    {
        this.options = options;
        foreach (var parameter in parameters)
        {
            slots.Add((parameter, state.Add("exp_avg", parameter), state.Add("exp_avg_sq", parameter)));
        }
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, torch.Tensor> State => state.Tensors;

    /// <inheritdoc/>
    public void Update(long step, double learningRate)
    {
        using var noGrad = torch.no_grad();
        var stepSize = learningRate / (1 - Math.Pow(options.Beta1, step + 1));
        var rootCorrection = Math.Sqrt(1 - Math.Pow(options.Beta2, step + 1));
        foreach (var (parameter, mean, square) in slots)
        {
            using var scope = torch.NewDisposeScope();
            if (parameter.Value.grad is not { } gradient)
            {
                continue;
            }

            if (parameter.Decays)
            {
                parameter.Value.mul_(1 - (learningRate * options.WeightDecay));
            }

            mean.mul_(options.Beta1).add_(gradient, alpha: 1 - options.Beta1);
            square.mul_(options.Beta2).addcmul_(gradient, gradient, value: 1 - options.Beta2);
            var denominator = square.sqrt().div_(rootCorrection).add_(options.Epsilon);
            parameter.Value.addcdiv_(mean, denominator, value: -stepSize);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => state.Dispose();
}
