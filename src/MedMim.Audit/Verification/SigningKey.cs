using MedMim.Audit.Keys;

namespace MedMim.Audit.Verification;

/// <summary>A key that signed checkpoints of a log.</summary>
/// <param name="Key">The public key.</param>
/// <param name="FirstRecord">The first record whose checkpoint it signed.</param>
public sealed record SigningKey(AuditPublicKey Key, long FirstRecord);
