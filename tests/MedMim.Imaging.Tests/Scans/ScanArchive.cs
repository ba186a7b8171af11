namespace MedMim.Imaging.Tests.Scans;

/// <summary>Finds the real scans, which are never part of the repository.</summary>
internal static class ScanArchive
{
    /// <summary>A folder of <c>../shared/data/ci</c>; the test is skipped where it is absent.</summary>
    public static string Folder(params string[] parts)
    {
        var folder = Path.Combine([Root() ?? string.Empty, "ci", .. parts]);
        Assert.SkipUnless(Directory.Exists(folder), "The real scans (../shared/data, MEDMIM_TEST_DATA) are not here.");
        return folder;
    }

    /// <summary>One file; likewise.</summary>
    public static string File(params string[] parts)
    {
        var file = Path.Combine(Folder(parts[..^1]), parts[^1]);
        Assert.SkipUnless(System.IO.File.Exists(file), "The real scan is not here.");
        return file;
    }

    /// <summary>All files below a folder, in order.</summary>
    public static IReadOnlyList<string> Files(params string[] parts) =>
        [.. Directory.EnumerateFiles(Folder(parts), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static string? Root()
    {
        if (Environment.GetEnvironmentVariable("MEDMIM_TEST_DATA") is { Length: > 0 } named)
        {
            return named;
        }

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "MedMim.sln")))
        {
            folder = folder.Parent;
        }

        return folder is null ? null : Path.Combine(folder.FullName, "..", "shared", "data");
    }
}
