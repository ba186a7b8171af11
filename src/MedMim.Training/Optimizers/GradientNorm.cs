using TorchSharp;

namespace MedMim.Training.Optimizers;

/// <summary>The L2 norm of all gradients together.</summary>
public static class GradientNorm
{
    // All gradients in one call each: on a GPU a kernel for many tensors, instead of one for each. TorchSharp reaches them through TorchScript only.
    private const string Script =
        """
        def norm(g: List[Tensor]) -> Tensor:
            return torch.stack(torch._foreach_norm(g, 2)).norm()

        def scale(g: List[Tensor], factor: float) -> int:
            torch._foreach_mul_(g, factor)
            return 0

        """;

    private static readonly Lazy<torch.jit.CompilationUnit> Kernel = new(() => torch.jit.compile(Script));

    /// <summary>
    /// Scales all gradients by <c>min(1, maximum / (norm + 1e-6))</c>, as PyTorch's <c>clip_grad_norm_</c>, unless the
    /// norm is not finite.
    /// </summary>
    /// <returns>The norm before scaling; 0 without gradients.</returns>
    public static double Clip(IEnumerable<NamedParameter> parameters, double maximum)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var gradients = parameters.Select(p => p.Value.grad).OfType<torch.Tensor>().ToArray();
        if (gradients.Length == 0)
        {
            return 0;
        }

        var norm = ((torch.Tensor)Kernel.Value.invoke("norm", (object)gradients)!).ToDouble();
        var scale = maximum / (norm + 1e-6);
        if (double.IsFinite(norm) && scale < 1)
        {
            Kernel.Value.invoke("scale", gradients, scale);
        }

        return norm;
    }
}
