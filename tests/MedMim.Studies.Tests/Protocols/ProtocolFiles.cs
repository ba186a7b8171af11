namespace MedMim.Studies.Tests.Protocols;

/// <summary>Where the tracked protocols lie.</summary>
internal static class ProtocolFiles
{
    public static string Folder { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MedMim.sln")))
            {
                return Path.Combine(folder.FullName, "protocols");
            }
        }

        throw new DirectoryNotFoundException("no folder above the tests holds MedMim.sln");
    }
}
