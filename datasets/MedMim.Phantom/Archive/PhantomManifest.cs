namespace MedMim.Phantom.Archive;

/// <summary>What a phantom archive holds and what ingest has to make of it. Paths are relative to the archive.</summary>
/// <param name="Options">What it was made from.</param>
/// <param name="Series">The usable scans.</param>
/// <param name="Refusals">What must be refused, and how.</param>
/// <param name="OtherFiles">Files that are no scans and claim nothing.</param>
public sealed record PhantomManifest(
    PhantomOptions Options,
    IReadOnlyList<PhantomSeries> Series,
    IReadOnlyList<PlantedRefusal> Refusals,
    IReadOnlyList<string> OtherFiles);
