using System.Security.Cryptography;
using MedMim.Audit.Failures;
using MedMim.Audit.Storage;

namespace MedMim.Audit.Keys;

/// <summary>The private ECDSA P-256 key that signs the checkpoints of a log, in a file that only its owner can read.</summary>
public sealed class AuditKey : IDisposable
{
    private const UnixFileMode OthersMask =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly ECDsa key;

    private AuditKey(ECDsa key)
    {
        this.key = key;
        PublicKey = AuditPublicKey.Of(key);
    }

    /// <summary>The public half.</summary>
    public AuditPublicKey PublicKey { get; }

    /// <summary>
    /// Where the key lies: <c>$MEDMIM_AUDIT_KEY</c>, else <c>$XDG_CONFIG_HOME/medmim/audit.key</c>, else
    /// <c>~/.config/medmim/audit.key</c>.
    /// </summary>
    public static string DefaultPath()
    {
        if (Environment.GetEnvironmentVariable("MEDMIM_AUDIT_KEY") is { Length: > 0 } named)
        {
            return named;
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var configuration = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(home, ".config");
        return Path.Combine(configuration, "medmim", "audit.key");
    }

    /// <summary>Reads the key, or makes it on first use (mode 0600, in a folder of mode 0700).</summary>
    /// <param name="path">The key file; <see cref="DefaultPath"/> if null.</param>
    /// <exception cref="AuditException">
    /// The file is not a P-256 private key, can be read by others, or cannot be made.
    /// </exception>
    public static AuditKey LoadOrCreate(string? path = null)
    {
        path ??= DefaultPath();
        try
        {
            return File.Exists(path) ? Read(path) : Create(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AuditException(
                path,
                "the audit key cannot be read or made",
                "Make the folder writable, or name another place in MEDMIM_AUDIT_KEY.",
                e);
        }
    }

    /// <summary>Reads a key that must be there.</summary>
    /// <exception cref="AuditException">It is missing, is not a P-256 private key, or can be read by others.</exception>
    public static AuditKey Load(string path) => File.Exists(path)
        ? LoadOrCreate(path)
        : throw new AuditException(path, "there is no such key", "Name the file of a private audit key.");

    /// <summary>The ECDSA-SHA256 signature of the data, DER.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) =>
        key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    private static AuditKey Read(string path)
    {
        if ((File.GetUnixFileMode(path) & OthersMask) != UnixFileMode.None)
        {
            throw new AuditException(
                path, "other users can read or change the audit key", $"Run: chmod 600 '{path}'.");
        }

        var loaded = ECDsa.Create();
        try
        {
            loaded.ImportFromPem(File.ReadAllText(path));
            _ = loaded.ExportParameters(includePrivateParameters: true);
            return new AuditKey(loaded);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException or FormatException or PlatformNotSupportedException)
        {
            loaded.Dispose();
            throw new AuditException(
                path,
                "is not a P-256 private key in PEM form",
                "Put the right key back; moving the file away makes a new key, which cannot continue old logs.",
                e);
        }
    }

    private static AuditKey Create(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(
                folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        using (var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            DurableFile.CreateNew(path, fresh.ExportPkcs8PrivateKeyPem() + "\n", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        // Another process may have been first: what lies there counts.
        return Read(path);
    }
}
