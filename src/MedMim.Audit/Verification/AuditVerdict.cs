using MedMim.Audit.Checkpoints;

namespace MedMim.Audit.Verification;

/// <summary>What is known of a run's log and files.</summary>
public sealed record AuditVerdict
{
    /// <summary>Whether the log is whole and signed and all recorded files are as recorded.</summary>
    public bool Ok => FirstBad is null && Artifacts.Ok;

    /// <summary>The number of records that hold, from the start.</summary>
    public required int Entries { get; init; }

    /// <summary>Their size and root; keep its text outside the run's folder to detect a cut or an older state later.</summary>
    public required TreeHead Head { get; init; }

    /// <summary>The first bad record; null if all hold.</summary>
    public required BadRecord? FirstBad { get; init; }

    /// <summary>The files of the run, compared with the records that hold.</summary>
    public required ArtifactFindings Artifacts { get; init; }

    /// <summary>The fingerprint of the key that the log was checked with.</summary>
    public required string KeyFingerprint { get; init; }

    /// <summary>
    /// Whether the key was handed in. A key taken from the run's own folder shows that the log belongs to that key, not
    /// whose key it is: someone who can write the folder could sign another log with a key of their own.
    /// </summary>
    public required bool IsKeyTrusted { get; init; }

    /// <summary>The keys that signed, in their order: more than one where a key was rotated.</summary>
    public required IReadOnlyList<SigningKey> Keys { get; init; }

    /// <summary>One line: what holds, or the first thing that does not.</summary>
    public string Summary => FirstBad is { } bad
        ? bad.ToString()
        : Artifacts switch
        {
            { Changed: [var changed, ..] } => $"record {changed.Sequence}: the file {changed.Path} was changed since",
            { Missing: [var missing, ..] } => $"record {missing.Sequence}: the file {missing.Path} is missing",
            _ => $"{Entries} records and {Artifacts.Unchanged} artifacts hold",
        };
}
