namespace MedMim.Studies.Tests.Protocols;

/// <summary>Where the tracked protocols lie.</summary>
internal static class ProtocolFiles
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "protocols");
}
