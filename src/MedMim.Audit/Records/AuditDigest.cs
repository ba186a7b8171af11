using System.Security.Cryptography;
using System.Text;

namespace MedMim.Audit.Records;

/// <summary>
/// Digests as records hold them: <c>sha256:</c> and 64 lower-case hexadecimal digits; the same form, and for folders the
/// same definition, as MedMim.Foundation's ContentDigest.
/// </summary>
public static class AuditDigest
{
    /// <summary>Stands in place of a digest for an output that was deleted.</summary>
    public const string Deleted = "deleted";

    /// <summary>The digest of bytes.</summary>
    public static string OfBytes(ReadOnlySpan<byte> bytes) => Format(SHA256.HashData(bytes));

    /// <summary>The digest of a file's content. A pipe or device, which has no length and no end, counts as empty.</summary>
    public static string OfFile(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: 0 })
        {
            return OfBytes([]);
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 20);
        return Format(SHA256.HashData(stream));
    }

    /// <summary>
    /// The digest of the sorted lines <c>digest, two spaces, relative path</c> of every file below a folder. Hidden
    /// temporary files (<c>.partial-*</c>) do not count.
    /// </summary>
    public static string OfFolder(string path) => OfFiles(FilesOf(path));

    /// <summary>The files below a folder that count in its digest, by their relative paths, each with its digest.</summary>
    internal static IReadOnlyList<(string Relative, string Digest)> FilesOf(string path) =>
    [
        .. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(f => !Path.GetFileName(f).StartsWith(".partial-", StringComparison.Ordinal))
            .Select(f => (File: f, Relative: Path.GetRelativePath(path, f)))
            .OrderBy(f => f.Relative, StringComparer.Ordinal)
            .Select(f => (f.Relative, OfFile(f.File))),
    ];

    /// <summary>The digest of a folder of these files.</summary>
    internal static string OfFiles(IEnumerable<(string Relative, string Digest)> files) =>
        OfBytes(Encoding.UTF8.GetBytes(string.Concat(files.Select(f => $"{f.Digest}  {f.Relative}\n"))));

    /// <summary>Whether the text is a digest.</summary>
    public static bool IsDigest(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 71
            && text.StartsWith("sha256:", StringComparison.Ordinal)
            && text.Skip(7).All(char.IsAsciiHexDigitLower);
    }

    internal static string Format(ReadOnlySpan<byte> hash) => "sha256:" + Convert.ToHexStringLower(hash);
}
