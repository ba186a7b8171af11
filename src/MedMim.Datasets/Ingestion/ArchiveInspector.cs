using System.Collections.Concurrent;
using System.Globalization;
using MedMim.Datasets.Channels;
using MedMim.Datasets.Labels;
using MedMim.Datasets.Store;
using MedMim.Foundation.Progress;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Scans.Headers;

namespace MedMim.Datasets.Ingestion;

/// <summary>Reads the headers of an archive's files, in batches, and says which files belong together.</summary>
internal sealed class ArchiveInspector(
    IScanReader reader, PseudonymKey key, LabelSource labels, IReadOnlyList<ChannelRule> channels, DatasetDescriptions descriptions)
{
    private const int BatchSize = 128;
    private readonly SharedHeaders headers = new();
    private readonly ConcurrentDictionary<string, string[]> groups = new(StringComparer.Ordinal);

    /// <summary>Inspects files; the order is kept.</summary>
    public async Task<List<InspectedFile>> InspectAsync(
        IReadOnlyList<ArchiveFile> files, IProgressTask progress, CancellationToken cancellation)
    {
        var batches = files.Chunk(BatchSize).ToArray();
        var results = new InspectedFile[batches.Length][];
        var (done, refused) = (0, 0);
        var options = new ParallelOptions { MaxDegreeOfParallelism = reader.Parallelism, CancellationToken = cancellation };
        await Parallel.ForEachAsync(Enumerable.Range(0, batches.Length), options, async (i, token) =>
        {
            var inspections = await reader.InspectAsync([.. batches[i].Select(f => f.Path)], token);
            var inspected = new InspectedFile[inspections.Count];
            for (var j = 0; j < inspected.Length; j++)
            {
                inspected[j] = await GroupAsync(new(batches[i][j], headers.Share(inspections[j], batches[i][j].Path)), token);
            }

            results[i] = inspected;
            var refusals = Interlocked.Add(ref refused, inspected.Count(f => f.Refusal is not null));
            progress.Report(
                Interlocked.Add(ref done, inspected.Length), string.Create(CultureInfo.InvariantCulture, $"{refusals} refused"));
        });
        var all = new List<InspectedFile>(files.Count);
        foreach (var batch in results)
        {
            all.AddRange(batch);
        }

        return all;
    }

    private async Task<InspectedFile> GroupAsync(InspectedFile inspected, CancellationToken cancellation)
    {
        var header = inspected.Inspection.Header;
        if (inspected.Refusal is not null)
        {
            return header is null ? inspected : inspected with { Groups = GroupOf(header) };
        }

        switch (inspected.Inspection.Kind)
        {
            case FileKind.DicomImage when header is not null:
                return inspected with { Groups = GroupOf(header) };
            case FileKind.Volume:
                var name = VolumeNaming.Of(
                    inspected.File.Relative,
                    descriptions.ChannelsFor(inspected.File.Relative),
                    labels.Layout is LabelLayout.Auto or LabelLayout.Volumes,
                    channels);
                return inspected with { Name = name, Groups = [key.Pseudonym("case", name.CaseKey)] };
            case FileKind.StructureSet when labels.Layout is LabelLayout.Auto or LabelLayout.StructureSets:
            case FileKind.Segmentation when labels.Layout is LabelLayout.Auto or LabelLayout.Segmentations:
                return await GroupObjectAsync(inspected, cancellation);
            default:
                return inspected;
        }
    }

    private async Task<InspectedFile> GroupObjectAsync(InspectedFile inspected, CancellationToken cancellation)
    {
        try
        {
            var path = inspected.File.Path;
            var series = inspected.Inspection.Kind == FileKind.StructureSet
                ? (await reader.ReadStructuresAsync(path, cancellation)).ReferencedSeriesUids
                : (await reader.ReadSegmentationAsync(path, cancellation)).ReferencedSeriesUids;
            return series.Count > 0
                ? inspected with { Groups = [.. series.Distinct(StringComparer.Ordinal).Select(SeriesGroup)] }
                : inspected with { Refusal = new(RefusalCodes.LabelWithoutImage, "It does not say on which series it was drawn.") };
        }
        catch (RefusedException e)
        {
            return inspected with { Refusal = e.Refusal };
        }
    }

    // One array for all files of a series.
    private string[] GroupOf(InstanceHeader header) => header.SeriesUid.Length > 0
        ? groups.GetOrAdd(header.SeriesUid, uid => [SeriesGroup(uid)])
        : [SeriesGroup("file:" + header.Path)];

    private string SeriesGroup(string seriesUid) => key.Pseudonym("series", seriesUid);
}
