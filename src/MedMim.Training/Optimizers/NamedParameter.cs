using TorchSharp;
using TorchSharp.Modules;

namespace MedMim.Training.Optimizers;

/// <summary>A trained weight and its name in the model's <c>state_dict</c>.</summary>
public sealed record NamedParameter(string Name, Parameter Value)
{
    /// <summary>How it learns beside the others.</summary>
    public ParameterRate Rate { get; init; } = ParameterRate.Full;

    /// <summary>Whether weight decay applies: biases and norms, which have one axis, are left alone.</summary>
    public bool Decays => Value.dim() > 1;

    /// <summary>The trained weights of a model, sorted by name.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rateOf">How each learns, by its name; null: all alike.</param>
    public static IReadOnlyList<NamedParameter> Of(torch.nn.Module model, Func<string, ParameterRate>? rateOf = null) =>
    [
        .. model.named_parameters()
            .Where(p => p.parameter.requires_grad)
            .Select(p => new NamedParameter(p.name, p.parameter) { Rate = rateOf?.Invoke(p.name) ?? ParameterRate.Full })
            .OrderBy(p => p.Name, StringComparer.Ordinal),
    ];
}
