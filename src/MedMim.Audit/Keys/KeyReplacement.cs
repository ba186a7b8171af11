using MedMim.Audit.Failures;
using MedMim.Audit.Storage;

namespace MedMim.Audit.Keys;

/// <summary>
/// Replaces the key in a file by a new one. The new one waits beside it, as <c>FILE.new</c>, until all logs are handed
/// over; then the old one is kept as <c>FILE.</c> and the first digits of its fingerprint. An interruption anywhere leaves
/// a key in the file, and the same call goes on.
/// </summary>
public sealed class KeyReplacement : IDisposable
{
    private const string Waiting = ".new";
    private const int FingerprintDigits = 16;
    private readonly string path;

    private KeyReplacement(string path, AuditKey old, AuditKey fresh) => (this.path, Old, New) = (path, old, fresh);

    /// <summary>The key in the file.</summary>
    public AuditKey Old { get; }

    /// <summary>The key that is to take its place.</summary>
    public AuditKey New { get; }

    /// <summary>Reads the key of a file, and makes the one that is to take its place, or finds it there.</summary>
    /// <param name="path">The key file.</param>
    /// <exception cref="AuditException">There is no such key, or it cannot be used, or the folder cannot be written.</exception>
    public static KeyReplacement Begin(string path)
    {
        var old = AuditKey.Load(path);
        try
        {
            return new KeyReplacement(path, old, AuditKey.LoadOrCreate(path + Waiting));
        }
        catch
        {
            old.Dispose();
            throw;
        }
    }

    /// <summary>Puts the new key in place.</summary>
    /// <returns>Where the old one is kept.</returns>
    /// <exception cref="AuditException">The folder cannot be written.</exception>
    public string Finish()
    {
        var kept = path + "." + Old.PublicKey.Fingerprint["sha256:".Length..][..FingerprintDigits];
        try
        {
            DurableFile.CreateNew(kept, File.ReadAllText(path), UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.Move(path + Waiting, path, overwrite: true);
            DurableFile.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return kept;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AuditException(path, "the key cannot be replaced", "Make its folder writable, and run the same command again.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Old.Dispose();
        New.Dispose();
    }
}
