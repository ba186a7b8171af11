using MedMim.Training.Options;
using TorchSharp;

namespace MedMim.Training.Optimizers;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter, arXiv 1711.05101):
/// w ← w·(1 − η·λ); m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; w ← w − η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε).
/// One pass over memory by PyTorch's fused kernel, which TorchSharp reaches through TorchScript only.
/// State: <c>exp_avg.NAME</c> (m) and <c>exp_avg_sq.NAME</c> (v).
/// </summary>
public sealed class AdamW : IOptimizer
{
    private const string Script =
        """
        def adamw(w: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], steps: List[Tensor],
                  lr: float, beta1: float, beta2: float, weight_decay: float, eps: float) -> int:
            torch._fused_adamw_(w, g, m, v, [], steps, lr=lr, beta1=beta1, beta2=beta2, weight_decay=weight_decay,
                                eps=eps, amsgrad=False, maximize=False)
            return 0

        """;

    private readonly OptimizerOptions options;
    private readonly OptimizerState state = new();
    private readonly List<(NamedParameter Parameter, torch.Tensor Mean, torch.Tensor Square)> slots = [];
    private readonly torch.jit.CompilationUnit kernel = torch.jit.compile(Script);

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
        foreach (var group in slots.GroupBy(s => (s.Parameter.Decays, s.Parameter.Rate)))
        {
            using var scope = torch.NewDisposeScope();
            var (decays, rate) = group.Key;
            if (step >= rate.FirstStep)
            {
                Update(step - rate.FirstStep + 1, learningRate * rate.Scale, decays ? options.WeightDecay : 0, [.. group]);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        kernel.Dispose();
        state.Dispose();
    }

    private void Update(
        long count, double learningRate, double weightDecay,
        List<(NamedParameter Parameter, torch.Tensor Mean, torch.Tensor Square)> group)
    {
        var gradients = group.ConvertAll(s => s.Parameter.Value.grad);
        torch.Tensor[] Present(Func<(NamedParameter Parameter, torch.Tensor Mean, torch.Tensor Square), torch.Tensor> tensor) =>
            [.. group.Where((_, i) => gradients[i] is not null).Select(tensor)];

        var weights = Present(s => s.Parameter.Value);
        if (weights.Length == 0)
        {
            return;
        }

        var steps = torch.full([], (float)count, device: weights[0].device);
        kernel.invoke(
            "adamw", weights, gradients.OfType<torch.Tensor>().ToArray(), Present(s => s.Mean), Present(s => s.Square),
            weights.Select(_ => steps).ToArray(), learningRate, options.Beta1, options.Beta2, weightDecay, options.Epsilon);
    }
}
