using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using static TorchSharp.torch;

namespace MedMim.Models.Weights;

/// <summary>Loads weights into a model by name, and tells what became of every tensor.</summary>
public static class WeightLoader
{
    /// <summary>Loads what fits. Whatever is not loaded keeps its value.</summary>
    /// <param name="module">The model.</param>
    /// <param name="path">A safetensors file, or a PyTorch checkpoint, of which nothing is executed.</param>
    /// <param name="options">Which tensors are wanted, and how they are fitted; null for all.</param>
    /// <exception cref="InputException">
    /// The file cannot be read, holds a value that is not finite, or not one of its tensors fits. The model is then as it was.
    /// </exception>
    public static LoadReport Load(nn.Module module, string path, WeightLoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        options ??= new();
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var file = WeightFile.Open(path);
        var targets = module.state_dict();
        var sources = NameMatching.Match(file.Tensors, targets.Keys.ToHashSet(StringComparer.Ordinal));
        var entries = new List<LoadEntry>();
        var values = new List<(Tensor Target, Tensor Value)>();
        foreach (var (name, target) in targets)
        {
            sources.Remove(name, out var source);
            var decision = Decide(name, target, source, module, options);
            entries.Add(new(name, decision.Status, Reason(decision, name, source), target.shape, source?.Shape));
            if (decision.Status != LoadStatus.Skipped)
            {
                values.Add((target, Value(file, source!, target, decision, path)));
            }
        }

        entries.AddRange(sources.Select(s =>
            new LoadEntry(s.Value.Name, LoadStatus.Skipped, "not in the model", null, s.Value.Shape)));
        if (values.Count == 0)
        {
            throw new InputException(
                path, $"none of its {file.Tensors.Count} tensors fits the model",
                "Choose the encoder preset that these weights were made with.");
        }

        foreach (var (target, value) in values)
        {
            target.copy_(value);
        }

        entries.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return new(ContentDigest.OfFile(path), entries);
    }

    private static Adaptation Decide(
        string name, Tensor target, WeightEntry? source, nn.Module module, WeightLoadOptions options) =>
        source is null ? new(LoadStatus.Skipped, "not in the file")
        : options.Prefixes.Count > 0 && !options.Prefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal))
            ? new(LoadStatus.Skipped, "not asked for")
        : Adaptation.Of(name, source, target, module, options);

    private static string Reason(Adaptation decision, string name, WeightEntry? source)
    {
        var renamed = source is null || source.Name == name || decision.Status == LoadStatus.Skipped
            ? string.Empty
            : $"named {source.Name} in the file";
        return string.Join("; ", new[] { decision.Reason, renamed }.Where(r => r.Length > 0));
    }

    private static Tensor Value(IWeightFile file, WeightEntry source, Tensor target, Adaptation decision, string path)
    {
        var value = file.Read(source.Name).to(target.dtype);
        return !value.is_floating_point() || value.isfinite().all().item<bool>()
            ? decision.Change?.Invoke(value) ?? value
            : throw new InputException(
                path, $"tensor '{source.Name}' holds a value that is not finite", "Export the weights again.");
    }
}
