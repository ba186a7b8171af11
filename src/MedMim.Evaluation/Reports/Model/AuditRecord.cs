namespace MedMim.Evaluation.Reports.Model;

/// <summary>What the audit log said when the report was written.</summary>
/// <param name="RootHash">The log's head, hexadecimal.</param>
/// <param name="Entries">How many entries it covers.</param>
/// <param name="KeyFingerprint">SHA-256 of the public key that signs it.</param>
/// <param name="VerifyCommand">The exact command that verifies the run.</param>
public sealed record AuditRecord(string RootHash, long Entries, string KeyFingerprint, string VerifyCommand);
