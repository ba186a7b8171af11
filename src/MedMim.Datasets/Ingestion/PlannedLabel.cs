using MedMim.Imaging.Scans;

namespace MedMim.Datasets.Ingestion;

/// <summary>A file that labels a series.</summary>
/// <param name="File">The file.</param>
/// <param name="Plan">How to read a label volume; null for a structure set.</param>
internal sealed record PlannedLabel(ArchiveFile File, SeriesPlan? Plan);
