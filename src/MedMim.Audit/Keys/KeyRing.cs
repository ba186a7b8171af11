using MedMim.Audit.Storage;

namespace MedMim.Audit.Keys;

/// <summary>
/// The public keys in a log's folder: the one that the log was begun with, and by their fingerprints those that took over.
/// A file counts only as it was written; any other byte is a change.
/// </summary>
internal sealed class KeyRing(LogFolder folder)
{
    private readonly Dictionary<string, AuditPublicKey> found = new(StringComparer.Ordinal);

    /// <summary>The key that the log was begun with; null if its file is missing or was changed.</summary>
    public AuditPublicKey? First { get; } = AuditPublicKey.FromCanonicalPem(LogFolder.ReadIfThere(folder.PublicKey));

    /// <summary>A key that took over; null if its file is missing, was changed, or holds another key.</summary>
    public AuditPublicKey? Later(string fingerprint)
    {
        if (found.TryGetValue(fingerprint, out var known))
        {
            return known;
        }

        var key = AuditPublicKey.FromCanonicalPem(LogFolder.ReadIfThere(folder.LaterKey(fingerprint)));
        if (key?.Fingerprint != fingerprint)
        {
            return null;
        }

        found[fingerprint] = key;
        return key;
    }
}
