using TorchSharp;

namespace MedMim.Training.Optimizers;

/// <summary>The L2 norm of all gradients together.</summary>
public static class GradientNorm
{
    /// <summary>
    /// Scales all gradients by <c>min(1, maximum / (norm + 1e-6))</c>, as PyTorch's <c>clip_grad_norm_</c>, unless the
    /// norm is not finite.
    /// </summary>
    /// <returns>The norm before scaling; 0 without gradients.</returns>
    public static double Clip(IEnumerable<NamedParameter> parameters, double maximum)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var gradients = parameters.Select(p => p.Value.grad).OfType<torch.Tensor>().ToList();
        if (gradients.Count == 0)
        {
            return 0;
        }

        var norm = torch.stack(gradients.Select(g => g.norm())).norm().ToDouble();
        var scale = maximum / (norm + 1e-6);
        if (double.IsFinite(norm) && scale < 1)
        {
            // One for all: a native scalar for each would lie about in the heap between the step's volumes.
            using var factor = scale.ToScalar();
            gradients.ForEach(g => g.mul_(factor));
        }

        return norm;
    }
}
