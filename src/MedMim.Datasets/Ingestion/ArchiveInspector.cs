using MedMim.Datasets.Labels;
using MedMim.Datasets.Store;
using MedMim.Foundation.Progress;
using MedMim.Imaging.Scans;

namespace MedMim.Datasets.Ingestion;

/// <summary>Reads the headers of an archive's files, in batches, and says which files belong together.</summary>
internal sealed class ArchiveInspector(
    IScanReader reader, PseudonymKey key, LabelSource labels, DatasetDescriptions descriptions)
{
    private const int BatchSize = 128;

    /// <summary>Inspects files; the order is kept.</summary>
    public async Task<IReadOnlyList<InspectedFile>> InspectAsync(
        IReadOnlyList<ArchiveFile> files, IProgressTask progress, CancellationToken cancellation)
    {
        var batches = files.Chunk(BatchSize).ToArray();
        var results = new InspectedFile[batches.Length][];
        var done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = reader.Parallelism, CancellationToken = cancellation };
        await Parallel.ForEachAsync(Enumerable.Range(0, batches.Length), options, async (i, token) =>
        {
            var inspections = await reader.InspectAsync([.. batches[i].Select(f => f.Path)], token);
            var inspected = new InspectedFile[inspections.Count];
            for (var j = 0; j < inspected.Length; j++)
            {
                inspected[j] = await GroupAsync(new(batches[i][j], inspections[j]), token);
            }

            results[i] = inspected;
            progress.Report(Interlocked.Add(ref done, inspected.Length));
        });
        return [.. results.SelectMany(r => r)];
    }

    private async Task<InspectedFile> GroupAsync(InspectedFile inspected, CancellationToken cancellation)
    {
        var header = inspected.Inspection.Header;
        if (inspected.Refusal is not null)
        {
            return header is null ? inspected : inspected with { Groups = [SeriesGroup(header)] };
        }

        switch (inspected.Inspection.Kind)
        {
            case FileKind.DicomImage when header is not null:
                return inspected with { Groups = [SeriesGroup(header)] };
            case FileKind.Volume:
                var name = VolumeNaming.Of(
                    inspected.File.Relative,
                    descriptions.ChannelsFor(inspected.File.Relative),
                    labels.Layout is LabelLayout.Auto or LabelLayout.Volumes);
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

    private string SeriesGroup(InstanceHeader header) =>
        SeriesGroup(header.SeriesUid.Length > 0 ? header.SeriesUid : "file:" + header.Path);

    private string SeriesGroup(string seriesUid) => key.Pseudonym("series", seriesUid);
}
