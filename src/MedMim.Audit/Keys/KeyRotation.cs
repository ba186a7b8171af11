using MedMim.Audit.Failures;
using MedMim.Audit.Log;
using MedMim.Audit.Records;
using MedMim.Audit.Storage;

namespace MedMim.Audit.Keys;

/// <summary>
/// Hands a log over from one key to another. A record, signed with the old key, names the new one, whose public half is
/// kept beside the log; from the next record on the new key signs. The old keys stay, so all of the log can be verified.
/// </summary>
public static class KeyRotation
{
    /// <summary>The event of the record that names the next key.</summary>
    internal const string Event = "key-rotated";

    /// <summary>The detail that holds the next key's fingerprint.</summary>
    internal const string NextKey = "next_key";

    /// <summary>
    /// Rotates the key of a run's log. May be called again after an interruption, and does nothing more where the new key
    /// already signs.
    /// </summary>
    /// <param name="runFolder">The run's folder.</param>
    /// <param name="from">The key that signs now.</param>
    /// <param name="to">The key that signs from now on; it must not have signed this log before.</param>
    /// <param name="context">Who does it; <see cref="AuditContext.Current"/> if null.</param>
    /// <param name="clock">The clock; the system's if null.</param>
    /// <returns>Whether the log was handed over now; false where the new key signed already.</returns>
    /// <exception cref="AuditException">
    /// There is no log, another process writes it, neither key signs it, it was tampered with, or it cannot be written.
    /// </exception>
    public static bool Rotate(
        string runFolder, AuditKey from, AuditKey to, AuditContext? context = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        if (!File.Exists(new LogFolder(runFolder).Log))
        {
            throw new AuditException(runFolder, "there is no audit log in this folder", "Name the folder of a run.");
        }

        using var log = AuditLog.Open(runFolder, [from, to], context, clock);
        return log.RotateTo(to);
    }

    /// <summary>The fingerprint of the key that an entry hands the log over to; null for every other entry.</summary>
    internal static string? NewKeyOf(AuditEntry entry) =>
        entry.Step == AuditLog.OwnStep && entry.Details.GetValueOrDefault("event") == Event
            ? entry.Details.GetValueOrDefault(NextKey, "")
            : null;
}
