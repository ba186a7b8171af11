namespace MedMim.Datasets.Store;

/// <summary>One file of the archive as the last ingest saw it: a row of <c>sources.parquet</c>.</summary>
/// <param name="Id">Pseudonym of its path relative to the archive.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedTicks">Time of its last change, UTC, in ticks of 100 ns since year 1.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record SourceRecord(string Id, long Size, long ModifiedTicks, SourceOutcome Outcome)
{
    /// <summary>Pseudonyms of what is read together with it: when one file of a group changes, all are read again.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Ids of the series it went into, or of its refusals.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Whether a file of this size and time is the one that was read.</summary>
    public bool Matches(long size, long modifiedTicks) => Size == size && ModifiedTicks == modifiedTicks;
}
