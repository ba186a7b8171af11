using System.Text.Json;
using MedMim.Foundation.Files;
using MedMim.Studies.Running;

namespace MedMim.Studies.Steps;

/// <summary>
/// The folder of a training step. Its checkpoints serve to resume and are removed when it is done; a folder begun with
/// other settings or data is cleared before a new beginning, because its checkpoint would rightly be refused.
/// </summary>
internal static class TrainingOutputs
{
    /// <summary>The file that says what a folder was begun with. It stays: a step that ended just before its receipt is then known.</summary>
    public const string MarkName = ".begun-with";

    /// <summary>Everything that a training step leaves but wall-clock times.</summary>
    public static IReadOnlyList<string> Of(string folder) =>
        Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(f => !RunFolder.Unaudited.Contains(Path.GetFileName(f), StringComparer.Ordinal))]
            : [folder];

    public static void Clear(string folder, object whenUnlike, IReadOnlyDictionary<string, string> inputs)
    {
        var digests = InputDigests.Of(inputs).OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => i.Key + i.Value);
        var mark = ContentDigest.OfText(JsonSerializer.Serialize(whenUnlike) + string.Concat(digests));
        var markPath = Path.Combine(folder, MarkName);
        if (Directory.Exists(folder) && !(File.Exists(markPath) && File.ReadAllText(markPath) == mark))
        {
            Directory.Delete(folder, recursive: true);
        }

        AtomicFile.WriteText(markPath, mark);
    }

    /// <summary>Removes what served to resume.</summary>
    public static void Finish(string folder)
    {
        var checkpoints = Path.Combine(folder, "checkpoints");
        if (Directory.Exists(checkpoints))
        {
            Directory.Delete(checkpoints, recursive: true);
        }
    }
}
