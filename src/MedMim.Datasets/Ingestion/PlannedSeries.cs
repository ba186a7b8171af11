using MedMim.Imaging.Scans.Series;

namespace MedMim.Datasets.Ingestion;

/// <summary>A series that is to be read: what it is, from which files, and where its label is.</summary>
internal sealed record PlannedSeries
{
    public required string Id { get; init; }

    public required string Patient { get; init; }

    public required string Study { get; init; }

    public required string Modality { get; init; }

    public required string Format { get; init; }

    /// <summary>The channel that it is; empty for none.</summary>
    public string Channel { get; init; } = string.Empty;

    /// <summary>Pseudonym of its frame of reference; empty where unknown.</summary>
    public string Frame { get; init; } = string.Empty;

    /// <summary>Pseudonym of the scanner's maker and model; empty where unknown.</summary>
    public string Scanner { get; init; } = string.Empty;

    /// <summary>Pseudonym of the institution; empty where unknown.</summary>
    public string Site { get; init; } = string.Empty;

    public required SeriesPlan Plan { get; init; }

    /// <summary>The files of the volume.</summary>
    public required IReadOnlyList<ArchiveFile> Files { get; init; }

    /// <summary>SOP Instance UID of slice k, where every slice is a DICOM file of its own; else empty.</summary>
    public IReadOnlyList<string> Instances { get; init; } = [];

    /// <summary>Its label file, structure sets and segmentations, in the order in which they are applied; a volume file at most once.</summary>
    public IReadOnlyList<PlannedLabel> Labels { get; init; } = [];
}
