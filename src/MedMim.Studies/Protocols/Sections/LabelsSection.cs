using System.Text.Json.Serialization;

namespace MedMim.Studies.Protocols.Sections;

/// <summary>Where the reference segmentations are and what they mean.</summary>
public sealed record LabelsSection
{
    /// <summary>Where they are.</summary>
    public LabelOrigin Source { get; init; } = LabelOrigin.Auto;

    /// <summary>Label name to the region-name patterns of structure sets; the order of the file is kept.</summary>
    public OrderedDictionary<string, IReadOnlyList<string>> Structures { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Label name to its value. After loading it holds every label that <see cref="Structures"/> names.</summary>
    public OrderedDictionary<string, byte> Names { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Whether the values of a label volume number things, all of the one label.</summary>
    public bool Instances { get; init; }

    /// <summary>Label name to its coded terms in DICOM Segmentations; labels that are not here get those that their names suggest.</summary>
    public OrderedDictionary<string, LabelCodes> Codes { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The labels by value, ascending, with their patterns (none for labels of volumes only).</summary>
    [JsonIgnore]
    public IReadOnlyList<LabelDefinition> Definitions =>
    [
        .. Names.Select(n => new LabelDefinition(n.Key, n.Value, Structures.GetValueOrDefault(n.Key) ?? []))
            .OrderBy(d => d.Value),
    ];
}
