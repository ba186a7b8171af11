namespace MedMim.Imaging.Tests.Scans;

/// <summary>The real scans that take seconds to read: <c>ci</c> among <see cref="RealScans"/>.</summary>
internal static class ScanArchive
{
    /// <summary>A folder of them; the test is skipped where it is absent.</summary>
    public static string Folder(params string[] parts) => RealScans.Path(["ci", .. parts]);

    /// <summary>One file; likewise.</summary>
    public static string File(params string[] parts) => Folder(parts);

    /// <summary>All files below a folder, in order.</summary>
    public static IReadOnlyList<string> Files(params string[] parts) =>
        [.. Directory.EnumerateFiles(Folder(parts), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
