namespace MedMim.Evaluation.Tests;

/// <summary>Finds the repository's files from the folder in which the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Golden(string name) => Path.Combine(Root, "tests", "goldens", name);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MedMim.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("MedMim.sln is not above the tests.");
    }
}
