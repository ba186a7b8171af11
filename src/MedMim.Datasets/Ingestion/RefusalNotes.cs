using MedMim.Foundation.Progress;

namespace MedMim.Datasets.Ingestion;

/// <summary>Tells the person at the terminal which files were refused and why. The store itself names no file.</summary>
internal static class RefusalNotes
{
    private const int Most = 20;

    public static void Say(IProgressReporter progress, StoreContents contents, IReadOnlyList<ArchiveFile> files)
    {
        var names = files.ToDictionary(f => f.Id, f => f.Relative, StringComparer.Ordinal);
        var firstFile = contents.Sources.Values
            .SelectMany(s => s.Targets.Select(t => (Target: t, Name: names.GetValueOrDefault(s.Id, s.Id))))
            .GroupBy(t => t.Target, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.MinBy(t => t.Name, StringComparer.Ordinal).Name, StringComparer.Ordinal);
        var lines = contents.Refusals.DistinctBy(r => (r.Id, r.Code))
            .Select(r => (Name: names.GetValueOrDefault(r.Id) ?? firstFile.GetValueOrDefault(r.Id, r.Id), Refusal: r))
            .OrderBy(r => r.Name, StringComparer.Ordinal)
            .ToArray();
        foreach (var (name, refusal) in lines.Take(Most))
        {
            var more = refusal.Files > 1 ? $" and {refusal.Files - 1} more" : string.Empty;
            progress.Note($"refused: {Printable(name)}{more}: {refusal.Reason} ({refusal.Code})");
        }

        if (lines.Length > Most)
        {
            progress.Note($"refused: {lines.Length - Most} more; medmim lookup lists all files of an archive");
        }
    }

    // A hostile file name must not move the cursor or forge a line.
    private static string Printable(string name) => string.Concat(name.Select(c => char.IsControl(c) ? '?' : c));
}
