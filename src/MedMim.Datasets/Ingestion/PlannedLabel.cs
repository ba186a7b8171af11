using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Scans.Series;

namespace MedMim.Datasets.Ingestion;

/// <summary>A file that labels a series.</summary>
/// <param name="File">The file.</param>
/// <param name="Kind">A volume, a structure set or a segmentation.</param>
/// <param name="Plan">How to read a label volume; null for the others.</param>
internal sealed record PlannedLabel(ArchiveFile File, FileKind Kind, SeriesPlan? Plan = null);
