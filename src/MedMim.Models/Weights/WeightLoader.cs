using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using static TorchSharp.torch;

namespace MedMim.Models.Weights;

/// <summary>Loads weights into a model by name, and tells what became of every tensor.</summary>
public static class WeightLoader
{
    /// <summary>Loads what fits. Whatever is not loaded keeps its value.</summary>
    /// <param name="module">The model.</param>
    /// <param name="path">A safetensors file.</param>
    /// <param name="options">Which tensors are wanted; null for all.</param>
    /// <exception cref="InputException">
    /// The file cannot be read, holds a value that is not finite, or not one of its tensors fits. The model is then as it was.
    /// </exception>
    public static LoadReport Load(nn.Module module, string path, WeightLoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        options ??= new();
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var file = SafetensorsFile.Open(path);
        var sources = Sources(file);
        var entries = new List<LoadEntry>();
        var values = new List<(Tensor Target, Tensor Value)>();
        foreach (var (name, target) in module.state_dict())
        {
            var decision = Decide(name, target, sources.GetValueOrDefault(name), options);
            entries.Add(decision);
            if (decision.Status != LoadStatus.Skipped)
            {
                values.Add((target, Value(file, sources[name], target, path)));
            }

            sources.Remove(name);
        }

        entries.AddRange(sources.Select(s =>
            new LoadEntry(s.Key, LoadStatus.Skipped, "not in the model", null, s.Value.Shape)));
        if (values.Count == 0)
        {
            throw new InputException(
                path, $"none of its {file.Entries.Count} tensors fits the model",
                "Choose the encoder preset that these weights were made with.");
        }

        foreach (var (target, value) in values)
        {
            target.copy_(value);
        }

        entries.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return new(ContentDigest.OfFile(path), entries);
    }

    private static Dictionary<string, SafetensorsEntry> Sources(SafetensorsFile file)
    {
        var sources = new Dictionary<string, SafetensorsEntry>(StringComparer.Ordinal);
        foreach (var entry in file.Entries.Values)
        {
            var name = PublicNames.Canonical(entry.Name);
            if (name == entry.Name || !sources.ContainsKey(name))
            {
                sources[name] = entry;
            }
        }

        return sources;
    }

    private static LoadEntry Decide(string name, Tensor target, SafetensorsEntry? source, WeightLoadOptions options)
    {
        LoadEntry Entry(LoadStatus status, string reason) => new(name, status, reason, target.shape, source?.Shape);

        if (source is null)
        {
            return Entry(LoadStatus.Skipped, "not in the file");
        }

        if (options.Prefixes.Count > 0 && !options.Prefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal)))
        {
            return Entry(LoadStatus.Skipped, "not asked for");
        }

        if (source.Shape.SequenceEqual(target.shape))
        {
            return Entry(LoadStatus.Loaded, source.Type == target.dtype ? string.Empty : $"converted from {source.Type}");
        }

        return options.AdaptInputChannels && InputChannels.Fits(name, source.Shape, target.shape)
            ? Entry(LoadStatus.Adapted, $"{source.Shape[1]} input channels averaged and spread over {target.shape[1]}")
            : Entry(LoadStatus.Skipped, $"its shape in the file is {string.Join('×', source.Shape)}");
    }

    private static Tensor Value(SafetensorsFile file, SafetensorsEntry source, Tensor target, string path)
    {
        var value = file.Read(source.Name).to(target.dtype);
        if (value.is_floating_point() && !value.isfinite().all().item<bool>())
        {
            throw new InputException(
                path, $"tensor '{source.Name}' holds a value that is not finite", "Export the weights again.");
        }

        return source.Shape.SequenceEqual(target.shape) ? value : InputChannels.Adapt(value, target.shape[1]);
    }
}
