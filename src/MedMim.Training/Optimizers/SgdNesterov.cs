using MedMim.Training.Options;
using TorchSharp;

namespace MedMim.Training.Optimizers;

/// <summary>
/// Stochastic gradient descent with Nesterov momentum, in the form of PyTorch: g ← g + λw; b ← μb + g; w ← w − η(g +
/// μb). State: <c>momentum.NAME</c> (b).
/// </summary>
public sealed class SgdNesterov : IOptimizer
{
    private readonly OptimizerOptions options;
    private readonly OptimizerState state = new();
    private readonly List<(NamedParameter Parameter, torch.Tensor Momentum)> slots = [];

    /// <param name="parameters">The weights, which stay the caller's.</param>
    /// <param name="options">Momentum and weight decay.</param>
    public SgdNesterov(IEnumerable<NamedParameter> parameters, OptimizerOptions options)
    {
        this.options = options;
        foreach (var parameter in parameters)
        {
            slots.Add((parameter, state.Add("momentum", parameter)));
        }
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, torch.Tensor> State => state.Tensors;

    /// <inheritdoc/>
    public void Update(long step, double learningRate)
    {
        using var noGrad = torch.no_grad();
        foreach (var (parameter, momentum) in slots)
        {
            using var scope = torch.NewDisposeScope();
            if (step < parameter.Rate.FirstStep || parameter.Value.grad is not { } gradient)
            {
                continue;
            }

            var decayed = parameter.Decays ? gradient.add(parameter.Value, alpha: options.WeightDecay) : gradient;
            momentum.mul_(options.Momentum).add_(decayed);
            parameter.Value.add_(decayed.add(momentum, alpha: options.Momentum), alpha: -learningRate * parameter.Rate.Scale);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => state.Dispose();
}
