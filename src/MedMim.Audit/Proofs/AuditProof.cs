namespace MedMim.Audit.Proofs;

/// <summary>
/// A proof that can be handed on by itself: either that a record is in a log (inclusion), or that a log only grew between
/// two sizes (consistency). With it go the checkpoint that the log's key signed, and how that key follows from the first.
/// </summary>
internal sealed record AuditProof
{
    /// <summary>The version of the proof's form.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The record's line; null in a proof of consistency.</summary>
    public string? Record { get; init; }

    /// <summary>The record's place.</summary>
    public long Index { get; init; }

    /// <summary>The earlier checkpoint; null in a proof of inclusion.</summary>
    public string? OldCheckpoint { get; init; }

    /// <summary>The checkpoint that it leads to.</summary>
    public required string Checkpoint { get; init; }

    /// <summary>The hashes of RFC 9162, sections 2.1.3 and 2.1.4.</summary>
    public required IReadOnlyList<byte[]> Hashes { get; init; }

    /// <summary>The key that the log was begun with, PEM.</summary>
    public required string Key { get; init; }

    /// <summary>The rotations up to the key that signed the checkpoint.</summary>
    public required IReadOnlyList<KeyLink> Rotations { get; init; }
}
