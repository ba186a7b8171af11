namespace MedMim.Datasets.Tests;

/// <summary>Finds the real scans that are not part of the repository; a test without them is skipped.</summary>
internal static class RealScans
{
    /// <summary>A file or folder below <c>shared/data</c>, or below the folder that <c>MEDMIM_TEST_DATA</c> names.</summary>
    public static string Path(params string[] parts)
    {
        var root = Environment.GetEnvironmentVariable("MEDMIM_TEST_DATA") ?? Beside();
        var path = root is null ? null : System.IO.Path.Combine([root, .. parts]);
        if (path is null || !System.IO.Path.Exists(path))
        {
            Assert.Skip($"real scans are not here: {string.Join('/', parts)}");
        }

        return path;
    }

    private static string? Beside()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "MedMim.sln")))
            {
                return System.IO.Path.Combine(folder.Parent!.FullName, "shared", "data");
            }
        }

        return null;
    }
}
