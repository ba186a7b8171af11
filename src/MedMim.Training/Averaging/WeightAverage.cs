using MedMim.Training.Options;
using TorchSharp;

namespace MedMim.Training.Averaging;

/// <summary>
/// Keeps a second model at the exponential moving average of a trained one: after every step a ← d·a + (1 − d)·w, for all
/// weights and all floating-point buffers; other buffers are copied. The second model is a teacher: no gradient reaches it.
/// </summary>
public sealed class WeightAverage
{
    private readonly List<(torch.Tensor Average, torch.Tensor Weight)> pairs = [];
    private readonly DecaySchedule decay;

    /// <param name="model">The trained model.</param>
    /// <param name="average">A model of the same architecture; it gets the trained one's present values.</param>
    /// <param name="options">The decay.</param>
    /// <param name="steps">Steps in all.</param>
    /// <exception cref="ArgumentException">The two models differ in the names or shapes of their tensors.</exception>
    public WeightAverage(torch.nn.Module model, torch.nn.Module average, AverageOptions options, int steps)
    {
        decay = new(options, steps);
        var (weights, averages) = (model.state_dict(), average.state_dict());
        if (weights.Count != averages.Count)
        {
            throw new ArgumentException($"The model has {weights.Count} tensors, its average {averages.Count}.", nameof(average));
        }

        using var noGrad = torch.no_grad();
        foreach (var (name, weight) in weights.OrderBy(w => w.Key, StringComparer.Ordinal))
        {
            if (!averages.TryGetValue(name, out var own) || !own.shape.SequenceEqual(weight.shape) || own.dtype != weight.dtype)
            {
                throw new ArgumentException($"The average has no tensor like the model's {name}.", nameof(average));
            }

            own.requires_grad = false;
            own.copy_(weight);
            pairs.Add((own, weight));
        }
    }

    /// <summary>Moves the average towards the weights.</summary>
    /// <param name="step">The step whose weights these are, from 0.</param>
    public void Update(long step)
    {
        using var noGrad = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        using var kept = decay.At(step).ToScalar();
        using var taken = (1 - decay.At(step)).ToScalar();
        foreach (var (average, weight) in pairs)
        {
            if (average.is_floating_point())
            {
                average.mul_(kept).add_(weight, taken);
            }
            else
            {
                average.copy_(weight);
            }
        }
    }
}
