namespace MedMim.Audit.Records;

/// <summary>One line of a log.</summary>
public sealed record AuditRecord
{
    /// <summary>
    /// The version of the record's form that this program writes; it reads earlier ones too. Format 1 had no event, objects,
    /// process, source, start, or note of who asked.
    /// </summary>
    public const int CurrentFormat = 2;

    /// <summary>The version of the record's form.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The record's place in the log, from 0; the order of events (a clock proves nothing).</summary>
    public required long Sequence { get; init; }

    /// <summary>The wall clock, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The machine's monotonic clock, nanoseconds; comparable within one boot only.</summary>
    public required long MonotonicNs { get; init; }

    /// <summary>The digest of the record before (its Merkle leaf hash); of nothing before the first: all zeros.</summary>
    public required string Previous { get; init; }

    /// <summary>What was done.</summary>
    public required AuditEntry Entry { get; init; }

    /// <summary>By whom, with what.</summary>
    public required AuditContext Context { get; init; }
}
