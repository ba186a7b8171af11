using MedMim.Datasets.Labels;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Files;

namespace MedMim.Datasets.Ingestion;

/// <summary>A file whose header was read.</summary>
/// <param name="File">The file.</param>
/// <param name="Inspection">What its header says; with the refusal where it cannot be used.</param>
internal sealed record InspectedFile(ArchiveFile File, FileInspection Inspection)
{
    /// <summary>Pseudonyms of what must be read together with it.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>What its path says, for a volume file.</summary>
    public VolumeName? Name { get; init; }

    /// <summary>Why it cannot be used.</summary>
    public Refusal? Refusal { get; init; } = Inspection.Refusal;
}
