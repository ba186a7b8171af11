namespace MedMim.Testing;

/// <summary>
/// Real scans: below <c>../shared/data</c> from the repository's root, or below the folder that <c>MEDMIM_TEST_DATA</c>
/// names.
/// </summary>
internal static class RealScans
{
    /// <summary>A file or folder of them; a test without it is reported as skipped.</summary>
    public static string Path(params string[] parts) => SharedFiles.Require(
        Environment.GetEnvironmentVariable("MEDMIM_TEST_DATA") is { Length: > 0 } named
            ? named
            : System.IO.Path.Combine(Repository.Root, "..", "shared", "data"),
        parts);
}
