using TorchSharp;

namespace MedMim.Training.Optimizers;

/// <summary>
/// Updates weights from their gradients. Its state is named tensors and nothing else, so that a checkpoint of them is
/// exact.
/// </summary>
public interface IOptimizer : IDisposable
{
    /// <summary>
    /// The state by name, such as <c>exp_avg.encoder.stem.conv.weight</c>; shapes are those of the weights.
    /// </summary>
    IReadOnlyDictionary<string, torch.Tensor> State { get; }

    /// <summary>Updates all weights in place. Weights without a gradient, and those whose first step is later, are left alone.</summary>
    /// <param name="step">The step, from 0: bias corrections are computed from it and a weight's first step.</param>
    /// <param name="learningRate">The step's learning rate, which <see cref="ParameterRate.Scale"/> multiplies.</param>
    void Update(long step, double learningRate);
}
