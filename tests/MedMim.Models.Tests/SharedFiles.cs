namespace MedMim.Models.Tests;

/// <summary>Files beside the repository: <c>../shared</c> from its root. Tests that need one skip where it is absent.</summary>
internal static class SharedFiles
{
    public static string Require(params string[] parts)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "MedMim.sln")))
        {
            root = root.Parent;
        }

        var path = Path.GetFullPath(Path.Combine([root?.FullName ?? ".", "..", "shared", .. parts]));
        Assert.SkipUnless(File.Exists(path) || Directory.Exists(path), $"shared/{string.Join('/', parts)} is not here");
        return path;
    }
}
