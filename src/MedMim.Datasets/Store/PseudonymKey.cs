using System.Security.Cryptography;
using System.Text;
using MedMim.Foundation.Failures;

namespace MedMim.Datasets.Store;

/// <summary>
/// The secret that turns identifiers into pseudonyms: HMAC-SHA256 (RFC 2104) of <c>kind:value</c>, its first 16
/// hexadecimal digits. Without the key nobody can go from a store back to patients, not even by trying every identifier;
/// with it the same patient has the same pseudonym in every store. Keep it out of stores and backups of stores.
/// </summary>
public sealed class PseudonymKey
{
    /// <summary>The environment variable that names the key's file.</summary>
    public const string Variable = "MEDMIM_PSEUDONYM_KEY";

    private const int Length = 32;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly byte[] key;

    /// <param name="key">32 bytes.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public PseudonymKey(ReadOnlySpan<byte> key) =>
        this.key = key.Length == Length ? key.ToArray() : throw new ArgumentException($"A key has {Length} bytes.", nameof(key));

    /// <summary>
    /// The file of the key: what <c>MEDMIM_PSEUDONYM_KEY</c> names, else <c>medmim/pseudonym.key</c> below
    /// <c>XDG_CONFIG_HOME</c> or <c>~/.config</c>.
    /// </summary>
    public static string DefaultPath
    {
        get
        {
            var named = Environment.GetEnvironmentVariable(Variable);
            var configuration = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME");
            return !string.IsNullOrEmpty(named) ? named : Path.Combine(
                string.IsNullOrEmpty(configuration)
                    ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config")
                    : configuration,
                "medmim",
                "pseudonym.key");
        }
    }

    /// <summary>Reads the key, or makes it on first use, readable by its owner alone (mode 0600).</summary>
    /// <exception cref="InputException">The file is no key, others may read it, or it cannot be made.</exception>
    public static PseudonymKey LoadOrCreate(string? path = null)
    {
        path ??= DefaultPath;
        try
        {
            if (!File.Exists(path))
            {
                Create(path);
            }

            return Load(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                path, "cannot be read or made", $"Name a file that you may write in {Variable}.", e);
        }
    }

    /// <summary>The pseudonym of a value: 16 lower-case hexadecimal digits.</summary>
    /// <param name="kind">What it is: <c>patient</c>, <c>study</c>, <c>series</c>, <c>path</c>. Kinds never collide.</param>
    /// <param name="value">The identifier.</param>
    public string Pseudonym(string kind, string value) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{kind}:{value}")).AsSpan(0, 8));

    /// <summary>A secret of 32 bytes for one purpose: whoever knows it knows nothing of the key or of other purposes.</summary>
    public byte[] Derive(string purpose) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"derive:{purpose}"));

    private static PseudonymKey Load(string path)
    {
        if (OperatingSystem.IsLinux() && (File.GetUnixFileMode(path) & ~Private) != UnixFileMode.None)
        {
            throw new InputException(path, "holds the pseudonym key and may be read by others", "Run chmod 600 on it.");
        }

        var bytes = File.ReadAllBytes(path);
        return bytes.Length == Length
            ? new(bytes)
            : throw new InputException(path, $"is no pseudonym key: it has {bytes.Length} bytes instead of {Length}",
                "Restore the file, or delete it to make a new key; pseudonyms then change.");
    }

    private static void Create(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".partial-{Guid.NewGuid():N}-key");
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None,
            };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = Private;
            }

            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(RandomNumberGenerator.GetBytes(Length));
                stream.Flush(flushToDisk: true);
            }

            // Two first uses at once: the one that comes later takes the other's key.
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
