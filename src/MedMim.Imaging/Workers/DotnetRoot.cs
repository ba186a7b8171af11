namespace MedMim.Imaging.Workers;

/// <summary>Where the .NET runtime is installed that runs a worker which is no native code.</summary>
internal static class DotnetRoot
{
    /// <summary>The environment variable by which .NET finds itself.</summary>
    public const string Variable = "DOTNET_ROOT";

    /// <summary>
    /// The folder of the runtime that runs this program, where one does: native code has none. Else the one that
    /// <c>DOTNET_ROOT</c> names, else that of the first <c>dotnet</c> on the path.
    /// </summary>
    /// <param name="runtime">The folder of the runtime's own assemblies, or of the program where it is native code.</param>
    /// <param name="environment">Gives variables of the environment.</param>
    /// <returns>A folder that holds <c>dotnet</c> and a runtime; null where none is found.</returns>
    public static string? Find(string runtime, Func<string, string?> environment)
    {
        string?[] named = [Path.GetFullPath(Path.Combine(runtime, "../../..")), environment(Variable)];
        var onPath = (environment("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Array.Find(named, f => f is { Length: > 0 } && IsRoot(f)) ?? onPath.Where(f => File.Exists(Program(f))).Select(BehindLinks).FirstOrDefault(IsRoot);
    }

    /// <summary>The program in such a folder.</summary>
    public static string Program(string root) => Path.Combine(root, "dotnet");

    private static bool IsRoot(string folder) =>
        File.Exists(Program(folder)) && Directory.Exists(Path.Combine(folder, "shared", "Microsoft.NETCore.App"));

    private static string BehindLinks(string folder) =>
        Path.GetDirectoryName(new FileInfo(Program(folder)).ResolveLinkTarget(returnFinalTarget: true)?.FullName) ?? folder;
}
