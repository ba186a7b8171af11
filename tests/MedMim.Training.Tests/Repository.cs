namespace MedMim.Training.Tests;

/// <summary>Finds files of the repository from the folder in which the tests run.</summary>
internal static class Repository
{
    public static string Golden(string name) => Path.Combine(Root(), "tests", "goldens", name);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MedMim.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("MedMim.sln lies in no folder above the tests.");
    }
}
