using MedMim.Datasets.Store;

namespace MedMim.Datasets.Ingestion;

/// <summary>What became of a planned series.</summary>
/// <param name="Record">Its row; null where it was refused.</param>
/// <param name="Refusals">Refusals of the series or of its labels.</param>
internal sealed record StoredSeries(SeriesRecord? Record, IReadOnlyList<RefusalRecord> Refusals);
