namespace MedMim.Audit.Records;

/// <summary>
/// What a step reports of itself. Digests and short words only (<see cref="EntryRules"/>): never a patient's name or
/// identifier, never a scan's file name.
/// </summary>
public sealed record AuditEntry
{
    /// <summary>The step: <c>ingest</c>, <c>pretrain</c>, <c>evaluate</c>.</summary>
    public required string Step { get; init; }

    /// <summary>What kind of event it was (EventID): one of <see cref="AuditEventId"/>.</summary>
    public string Event { get; init; } = AuditEventId.ApplicationActivity;

    /// <summary>The event's type (EventTypeCode); empty where the standard has none for it.</summary>
    public string EventType { get; init; } = "";

    /// <summary>Whether the user asked for it (UserIsRequestor), rather than the program of its own accord.</summary>
    public bool IsRequested { get; init; } = true;

    /// <summary>When it began; null where it took no time worth noting. The record's own time is that of its end.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>
    /// What it was about (ParticipantObjectID): pseudonyms, each with its type of identifier
    /// (<see cref="AuditEventId.PatientNumber"/>, <see cref="AuditEventId.StudyInstance"/>). One patient a record.
    /// </summary>
    public IReadOnlyDictionary<string, string> Objects { get; init; } = Empty;

    /// <summary>What kind of act it was.</summary>
    public AuditAction Action { get; init; } = AuditAction.Execute;

    /// <summary>How it ended.</summary>
    public AuditOutcome Outcome { get; init; } = AuditOutcome.Success;

    /// <summary>The verb and its options, without the values that could name a scan or a patient.</summary>
    public string Command { get; init; } = "";

    /// <summary>The digest of the protocol, or nothing where there is none.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>What was read: a name (<c>store</c>, <c>archive</c>) and its digest.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; init; } = Empty;

    /// <summary>
    /// What was written: a path relative to the run's folder, with forward slashes, and its digest. A path that ends
    /// with a slash is a folder and carries the folder's digest; <see cref="AuditDigest.Deleted"/> says that the file
    /// was removed.
    /// </summary>
    public IReadOnlyDictionary<string, string> Outputs { get; init; } = Empty;

    /// <summary>Short facts: <c>patients</c> → <c>24</c>.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = Empty;

    internal static IReadOnlyDictionary<string, string> Empty { get; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal);
}
