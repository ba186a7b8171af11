namespace MedMim.Cli.Tests.Pipeline;

/// <summary>Finds the real scans that some tests need; they are no part of the repository.</summary>
internal static class TestScans
{
    /// <summary>A folder of them; the test is reported as skipped where they are absent.</summary>
    public static string Folder(params string[] parts)
    {
        var root = Environment.GetEnvironmentVariable("MEDMIM_TEST_DATA") is { Length: > 0 } named ? named : BesideTheRepository();
        var folder = Path.Combine([root, .. parts]);
        Assert.SkipUnless(Directory.Exists(folder), $"no test scans in {folder}");
        return folder;
    }

    private static string BesideTheRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MedMim.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.Parent?.FullName ?? "/", "shared", "data");
    }
}
