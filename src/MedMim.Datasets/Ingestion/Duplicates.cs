using MedMim.Datasets.Store;
using MedMim.Imaging.Scans;

namespace MedMim.Datasets.Ingestion;

/// <summary>
/// Keeps one of several series with the same voxels (a DICOM series and its NIfTI conversion, a copied folder): a
/// labelled one before others, DICOM before files that say less, then the smallest id.
/// </summary>
internal static class Duplicates
{
    private static readonly Refusal Reason =
        new(RefusalCodes.Duplicate, "The archive holds the same voxels twice; the other copy is used.");

    /// <summary>Moves the copies from the series to the refusals.</summary>
    public static void Remove(StoreContents contents)
    {
        var copies = contents.Series.Values.GroupBy(s => s.VoxelDigest, StringComparer.Ordinal).Where(g => g.Count() > 1);
        foreach (var group in copies.ToArray())
        {
            var ordered = group
                .OrderByDescending(s => s.HasLabel)
                .ThenByDescending(s => s.SourceFormat == "dicom")
                .ThenBy(s => s.Id, StringComparer.Ordinal)
                .ToArray();
            foreach (var copy in ordered.Skip(1))
            {
                Remove(contents, copy.Id, ordered[0].Id);
            }
        }
    }

    private static void Remove(StoreContents contents, string copy, string kept)
    {
        contents.Series.Remove(copy);
        var keptGroups = contents.Sources.Values.Where(s => s.Targets.Contains(kept, StringComparer.Ordinal)).SelectMany(s => s.Groups).ToArray();
        var files = contents.Sources.Values
            .Where(s => s.Targets.Contains(copy, StringComparer.Ordinal)).OrderBy(s => s.Id, StringComparer.Ordinal).ToArray();
        var id = files.First(f => f.Outcome == SourceOutcome.Series).Id;
        contents.Refusals.Add(new(id, files.Length == 1 ? "file" : "series", Reason.Code, Reason.Reason, files.Length));
        foreach (var file in files)
        {
            // Read again when the kept copy changes or goes.
            contents.Sources[file.Id] = file with
            {
                Outcome = SourceOutcome.Refused,
                Targets = [id],
                Groups = [.. file.Groups.Union(keptGroups, StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            };
        }
    }
}
