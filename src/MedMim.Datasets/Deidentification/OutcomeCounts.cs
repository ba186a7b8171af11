using System.Text.Json.Serialization;

namespace MedMim.Datasets.Deidentification;

/// <summary>How many files had which outcome.</summary>
public sealed record OutcomeCounts
{
    /// <summary>Files of the archive.</summary>
    public required int Seen { get; init; }

    /// <summary>Protected files in the output.</summary>
    public required int Written { get; init; }

    /// <summary>Of these, those that an earlier run had written. Not part of the manifest, which does not depend on runs.</summary>
    [JsonIgnore]
    public int Unchanged { get; init; }

    /// <summary>Files that are no DICOM: left out.</summary>
    public required int Other { get; init; }

    /// <summary>Protected files from which a face may be reconstructed.</summary>
    public required int ShowFace { get; init; }

    /// <summary>Refused files by code.</summary>
    public required IReadOnlyDictionary<string, int> Refused { get; init; }
}
