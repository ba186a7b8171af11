using System.Security.Cryptography;
using System.Text;

namespace MedMim.Foundation.Files;

/// <summary>SHA-256 of files and folders, written <c>sha256:</c> and 64 lower-case hexadecimal digits.</summary>
public static class ContentDigest
{
    /// <summary>The digest of bytes.</summary>
    public static string OfBytes(ReadOnlySpan<byte> bytes) => Format(SHA256.HashData(bytes));

    /// <summary>The digest of UTF-8 text.</summary>
    public static string OfText(string text) => OfBytes(Encoding.UTF8.GetBytes(text));

    /// <summary>The digest of a file's content.</summary>
    public static string OfFile(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 20);
        return Format(SHA256.HashData(stream));
    }

    /// <summary>
    /// The digest of a folder: of the sorted lines <c>digest, two spaces, relative path</c> of every file below it.
    /// Hidden temporary files (<c>.partial-*</c>) do not count.
    /// </summary>
    public static string OfFolder(string path)
    {
        var lines = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(f => !Path.GetFileName(f).StartsWith(".partial-", StringComparison.Ordinal))
            .Select(f => (File: f, Relative: Path.GetRelativePath(path, f)))
            .OrderBy(f => f.Relative, StringComparer.Ordinal)
            .Select(f => $"{OfFile(f.File)}  {f.Relative}\n");
        return OfText(string.Concat(lines));
    }

    private static string Format(byte[] hash) => "sha256:" + Convert.ToHexStringLower(hash);
}
