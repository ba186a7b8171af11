using MedMim.Foundation.Progress;

namespace MedMim.Datasets.Ingestion;

/// <summary>
/// Tells the person who waits which files were refused and why: by name on a terminal, by pseudonym where the lines are
/// kept. The store itself names no file.
/// </summary>
internal static class RefusalNotes
{
    private const int Most = 20;
    private const string Lookup = "medmim lookup STORE --archive ARCHIVE";

    public static void Say(IProgressReporter progress, StoreContents contents, IReadOnlyList<ArchiveFile> files)
    {
        var ids = contents.Refusals.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        var names = files.Where(f => ids.Contains(f.Id)).ToDictionary(f => f.Id, f => f.Relative, StringComparer.Ordinal);
        var lines = contents.Refusals.DistinctBy(r => (r.Id, r.Code))
            .Select(r => (Name: names.GetValueOrDefault(r.Id, r.Id), Refusal: r))
            .OrderBy(r => r.Name, StringComparer.Ordinal)
            .ToArray();
        foreach (var (name, refusal) in lines.Take(Most))
        {
            var shown = progress.IsTerminal ? Printable(name) : refusal.Id;
            var more = refusal.Files > 1 ? $" and {refusal.Files - 1} more" : string.Empty;
            progress.Note($"refused: {shown}{more}: {refusal.Reason} ({refusal.Code})");
        }

        if (lines.Length > Most)
        {
            progress.Note($"refused: {lines.Length - Most} more; {Lookup} lists all files of an archive");
        }
        else if (lines.Length > 0 && !progress.IsTerminal)
        {
            progress.Note($"{Lookup} [ID] says which files these are");
        }
    }

    // A hostile file name must not move the cursor or forge a line.
    private static string Printable(string name) => string.Concat(name.Select(c => char.IsControl(c) ? '?' : c));
}
