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
    public static string OfFolder(string path) => OfFolder(
        FilesOf(path).Select(f => (Path.GetRelativePath(path, f), OfFile(f))));

    /// <summary>The same of files that are digested already.</summary>
    /// <param name="files">Paths relative to the folder, and digests of the files, in any order.</param>
    public static string OfFolder(IEnumerable<(string Relative, string Digest)> files) => OfText(string.Concat(
        files.OrderBy(f => f.Relative, StringComparer.Ordinal).Select(f => $"{f.Digest}  {f.Relative}\n")));

    /// <summary>The files below a folder that count in its digest.</summary>
    public static IEnumerable<string> FilesOf(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => !Path.GetFileName(f).StartsWith(".partial-", StringComparison.Ordinal));

    private static string Format(byte[] hash) => "sha256:" + Convert.ToHexStringLower(hash);
}
