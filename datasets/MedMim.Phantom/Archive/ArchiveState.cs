using System.Text.Json;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;

namespace MedMim.Phantom.Archive;

/// <summary>
/// Whether a folder is free, holds a part of an archive, or all of it. The manifest is written last: its presence says
/// that the archive is complete.
/// </summary>
internal static class ArchiveState
{
    /// <summary>The manifest's file, in the archive's root.</summary>
    public const string ManifestName = "phantom.json";

    private const string StartedName = "phantom.started.json";
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    /// <summary>The manifest of a complete archive; null where the archive is to be written (anew).</summary>
    /// <exception cref="InputException">The folder holds something else.</exception>
    public static PhantomManifest? Open(string archive, PhantomOptions options)
    {
        var manifest = Path.Combine(archive, ManifestName);
        if (File.Exists(manifest))
        {
            return Read<PhantomManifest>(manifest) is { } found && found.Options == options
                ? found
                : throw Occupied(archive, "holds a phantom archive of other options");
        }

        var started = Path.Combine(archive, StartedName);
        var resumes = File.Exists(started) && Read<PhantomOptions>(started) == options;
        if (!resumes && Directory.Exists(archive) && Directory.EnumerateFileSystemEntries(archive).Any())
        {
            throw Occupied(archive, "is not empty");
        }

        AtomicFile.WriteText(started, JsonSerializer.Serialize(options, Format));
        return null;
    }

    /// <summary>Declares the archive complete.</summary>
    public static void Complete(string archive, PhantomManifest manifest)
    {
        AtomicFile.WriteText(Path.Combine(archive, ManifestName), JsonSerializer.Serialize(manifest, Format) + "\n");
        File.Delete(Path.Combine(archive, StartedName));
    }

    private static T? Read<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), Format);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static InputException Occupied(string archive, string problem) =>
        new(archive, problem, "Choose another folder, or delete this one.");
}
