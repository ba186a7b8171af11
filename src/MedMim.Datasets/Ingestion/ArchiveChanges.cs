using MedMim.Datasets.Store;

namespace MedMim.Datasets.Ingestion;

/// <summary>What differs between an archive and what the last ingest saw of it.</summary>
/// <param name="ToRead">New and changed files, and files whose outcome is not in the store (an ingest was stopped).</param>
/// <param name="Kept">Files that are as they were, with what became of them.</param>
/// <param name="DirtyGroups">Groups that a changed or vanished file belonged to: all of their files are read again.</param>
internal sealed record ArchiveChanges(
    IReadOnlyList<ArchiveFile> ToRead, IReadOnlyList<(ArchiveFile File, SourceRecord Source)> Kept, IReadOnlySet<string> DirtyGroups)
{
    /// <param name="files">The archive now.</param>
    /// <param name="sources">The archive then.</param>
    /// <param name="targets">Ids of the series and refusals that the store holds.</param>
    public static ArchiveChanges Compare(
        IReadOnlyList<ArchiveFile> files, IReadOnlyList<SourceRecord> sources, IReadOnlySet<string> targets)
    {
        var before = sources.ToDictionary(s => s.Id, StringComparer.Ordinal);
        var toRead = new List<ArchiveFile>();
        var kept = new List<(ArchiveFile, SourceRecord)>();
        foreach (var file in files)
        {
            if (before.Remove(file.Id, out var source)
                && source.Matches(file.Size, file.ModifiedTicks)
                && source.Targets.All(targets.Contains))
            {
                kept.Add((file, source));
            }
            else
            {
                toRead.Add(file);
                if (source is not null)
                {
                    before[file.Id] = source;
                }
            }
        }

        return new(toRead, kept, before.Values.SelectMany(s => s.Groups).ToHashSet(StringComparer.Ordinal));
    }
}
