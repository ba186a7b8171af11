using System.Security.Cryptography;

namespace MedMim.Cli.Tests.BadInput;

/// <summary>Every file of a folder with its digest, to prove that nothing changed; and what must never be left.</summary>
internal static class FolderState
{
    public static IReadOnlyList<string> Of(string folder, params string[] except) =>
        [.. Files(folder)
            .Where(f => !except.Contains(Path.GetFileName(f), StringComparer.Ordinal))
            .Select(f => Path.GetRelativePath(folder, f) + " " + Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f))))
            .Order(StringComparer.Ordinal)];

    public static void HasNothingHalfWritten(string folder) =>
        Assert.DoesNotContain(Files(folder), f => Path.GetFileName(f).StartsWith(".partial-", StringComparison.Ordinal));

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None });
}
