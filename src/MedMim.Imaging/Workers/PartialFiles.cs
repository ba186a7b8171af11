namespace MedMim.Imaging.Workers;

/// <summary>Temporary files that a killed worker could not remove itself.</summary>
internal static class PartialFiles
{
    /// <summary>Removes those of one target (<see cref="Foundation.Files.AtomicFile.TemporaryPathFor"/>).</summary>
    public static void Remove(string target)
    {
        var full = Path.GetFullPath(target);
        var folder = Path.GetDirectoryName(full)!;
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(folder, ".partial-*-" + Path.GetFileName(full)))
        {
            File.Delete(file);
        }
    }
}
