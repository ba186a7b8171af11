namespace MedMim.Testing;

/// <summary>Files beside the repository, which are no part of it: <c>../shared</c> from its root.</summary>
internal static class SharedFiles
{
    /// <summary>A file or folder; a test without it is reported as skipped.</summary>
    public static string Require(params string[] parts) => Require(Path.Combine(Repository.Root, "..", "shared"), parts);

    /// <summary>The same below another folder.</summary>
    public static string Require(string root, string[] parts)
    {
        var path = Path.GetFullPath(Path.Combine([root, .. parts]));
        Assert.SkipUnless(Path.Exists(path), $"not here: {string.Join('/', parts)} in {root}");
        return path;
    }
}
