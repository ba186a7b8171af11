using TorchSharp;
using TorchSharp.Modules;

namespace MedMim.Training.Optimizers;

/// <summary>A trained weight and its name in the model's <c>state_dict</c>.</summary>
public sealed record NamedParameter(string Name, Parameter Value)
{
    /// <summary>Whether weight decay applies: biases and norms, which have one axis, are left alone.</summary>
    public bool Decays => Value.dim() > 1;

    /// <summary>The trained weights of a model, sorted by name.</summary>
    public static IReadOnlyList<NamedParameter> Of(torch.nn.Module model) =>
    [
        .. model.named_parameters()
            .Where(p => p.parameter.requires_grad)
            .Select(p => new NamedParameter(p.name, p.parameter))
            .OrderBy(p => p.Name, StringComparer.Ordinal),
    ];
}
