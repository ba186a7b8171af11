using MedMim.Audit.Checkpoints;
using MedMim.Audit.Records;

namespace MedMim.Audit.Proofs;

/// <summary>What a proof shows.</summary>
/// <param name="Problem">What is wrong with it, as a clause; null if it holds.</param>
/// <param name="KeyFingerprint">The key that it was checked with.</param>
/// <param name="IsKeyTrusted">Whether that key was handed in; one from the proof itself shows nothing of its owner.</param>
public sealed record ProofVerdict(string? Problem, string KeyFingerprint, bool IsKeyTrusted)
{
    /// <summary>Whether it holds.</summary>
    public bool Ok => Problem is null;

    /// <summary>The record that is in the log; null where the proof is one of consistency, or does not hold.</summary>
    public AuditRecord? Record { get; init; }

    /// <summary>The earlier head, in a proof of consistency.</summary>
    public TreeHead? OldHead { get; init; }

    /// <summary>The head that the proof leads to.</summary>
    public TreeHead? Head { get; init; }

    /// <summary>One line: what is shown, or what is wrong.</summary>
    public string Summary => Problem
        ?? (Record is { } record
            ? $"record {record.Sequence} ({record.Entry.Step}) is in the log of {Head!.Size} records"
            : $"the log of {Head!.Size} records begins with the {OldHead!.Size} records that it had");
}
