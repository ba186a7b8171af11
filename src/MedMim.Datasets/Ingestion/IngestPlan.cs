using MedMim.Datasets.Store;

namespace MedMim.Datasets.Ingestion;

/// <summary>What is to be read, and what is refused already.</summary>
/// <param name="Series">To be read.</param>
/// <param name="Refusals">Refused from their headers.</param>
/// <param name="Sources">Files that are settled, by id.</param>
/// <param name="Groups">Groups of every inspected file, by id.</param>
internal sealed record IngestPlan(
    IReadOnlyList<PlannedSeries> Series,
    IReadOnlyList<RefusalRecord> Refusals,
    IReadOnlyDictionary<string, SourceRecord> Sources,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Groups);
