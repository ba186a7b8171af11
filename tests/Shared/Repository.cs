namespace MedMim.Testing;

/// <summary>Finds the repository's files from the folder in which the tests run.</summary>
internal static class Repository
{
    /// <summary>The folder with <c>MedMim.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file with values from an independent implementation.</summary>
    public static string Golden(string name) => Path.Combine(Root, "tests", "goldens", name);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MedMim.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("MedMim.sln lies in no folder above the tests.");
    }
}
