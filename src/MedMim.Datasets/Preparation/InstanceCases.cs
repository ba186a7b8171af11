using System.Collections.Concurrent;
using MedMim.Foundation.Failures;

namespace MedMim.Datasets.Preparation;

/// <summary>Prepared cases whose labels are their instance maps: each value numbers a thing of its own.</summary>
/// <param name="prepared">The cases.</param>
public sealed class InstanceCases(PreparedDataset prepared) : IPreparedCases
{
    private readonly ConcurrentDictionary<string, PreparedVolume> volumes = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyList<PreparedCase> Cases => prepared.Cases;

    /// <inheritdoc/>
    /// <exception cref="InputException">The case has a label and no instance map.</exception>
    public PreparedVolume Load(string id) => volumes.GetOrAdd(id, With);

    private PreparedVolume With(string id)
    {
        var volume = prepared.Load(id);
        return volume.Label is null ? volume : volume with
        {
            Label = prepared.Instances(id) ?? throw new InputException(
                $"case {id}", "has a label, but no instance map", "Ingest it again with data.labels.instances."),
        };
    }
}
