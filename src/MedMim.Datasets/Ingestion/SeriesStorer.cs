using MedMim.Datasets.Sampling;
using MedMim.Datasets.Store;
using MedMim.Datasets.Tissue;
using MedMim.Foundation.Files;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Pixels;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Ingestion;

/// <summary>
/// Reads one series into the store: voxels, tissue prior, label. Its files get their names together, when
/// <see cref="SeriesCommits"/> has made them durable.
/// </summary>
internal sealed class SeriesStorer(
    IScanReader reader, LabelReader labels, SeriesCommits commits, string store, string ingestDigest)
{
    /// <summary>
    /// Stores a series, but for making it durable, or takes over what an interrupted ingest finished of it.
    /// </summary>
    public async Task<StoredSeries> StoreAsync(PlannedSeries series, CancellationToken cancellation)
    {
        var fingerprint = PendingSeries.FingerprintOf(series, ingestDigest);
        if (PendingSeries.Read(store, series, fingerprint) is { } pending)
        {
            return pending;
        }

        var files = new PreparedSeries(store, series.Id);
        try
        {
            var stored = await reader.ReadVolumeAsync(series.Plan, files.Image, cancellation);
            var result = await CompleteAsync(series, stored, files, cancellation);
            files.AddNotes(PendingSeries.Encode(fingerprint, result));
            cancellation.ThrowIfCancellationRequested();
            commits.Add(files);
            return result;
        }
        catch (RefusedException e)
        {
            files.Discard();
            return Refused(series, e.Refusal);
        }
        catch
        {
            files.Discard();
            throw;
        }
    }

    private async Task<StoredSeries> CompleteAsync(
        PlannedSeries series, StoredVoxels stored, PreparedSeries files, CancellationToken cancellation)
    {
        var tissue = AddTissue(series, stored, files);
        var refusals = new List<RefusalRecord>();
        var corrections = new List<string>(series.Plan.Corrections);
        var (label, instances) = await ReadLabelAsync(series, stored.Geometry, refusals, corrections, cancellation);
        if (label is not null)
        {
            files.AddLabel(label);
        }

        files.AddInstances(instances);

        var voxels = label is null ? [] : CountOf(label);
        var record = new SeriesRecord
        {
            Id = series.Id,
            Patient = series.Patient,
            Study = series.Study,
            Modality = series.Modality,
            Channel = series.Channel,
            Frame = series.Frame,
            Scanner = series.Scanner,
            Site = series.Site,
            Manufacturer = ScannerMaker.Of(series.Plan.Header?.Manufacturer ?? string.Empty),
            SourceFormat = series.Format,
            Geometry = stored.Geometry,
            VoxelType = stored.VoxelType,
            Minimum = stored.Minimum,
            Maximum = stored.Maximum,
            TissuePrior = tissue.Method,
            TissueFraction = tissue.TissueFraction,
            HasLabel = label is not null,
            LabelValues = [.. Enumerable.Range(1, 255).Where(v => voxels.ElementAtOrDefault(v) > 0)],
            LabelledVoxels = label is null ? null : voxels[1..PatchCropper.IgnoredLabel].Sum(),
            VoxelDigest = ContentDigest.OfFile(files.Image),
            LabelDigest = label is null ? string.Empty : DigestOf(files),
            Unit = stored.Unit,
            Corrections = [.. corrections, .. stored.Corrections],
        };
        return new(record, refusals);
    }

    // The classes are as large as half the volume: they are on disk before the label is read.
    private static (string Method, double TissueFraction) AddTissue(PlannedSeries series, StoredVoxels stored, PreparedSeries files)
    {
        using var voxels = VoxelReader.Open(files.Image, stored.Geometry, stored.VoxelType);
        var tissue = TissuePrior.Compute(voxels.Slices, series.Modality);
        files.AddTissue(tissue.Classes);
        return (tissue.Method, tissue.TissueFraction);
    }

    // Of both where there are both, so that other numbers are another label.
    private static string DigestOf(PreparedSeries files) => files.Instances is { } instances
        ? ContentDigest.OfText(ContentDigest.OfFile(files.Label!) + ContentDigest.OfFile(instances))
        : ContentDigest.OfFile(files.Label!);

    private static long[] CountOf(Volume<byte> label)
    {
        var voxels = new long[256];
        foreach (var value in label.Voxels)
        {
            voxels[value]++;
        }

        return voxels;
    }

    private async Task<(Volume<byte>? Label, Volume<byte>? Instances)> ReadLabelAsync(
        PlannedSeries series, VolumeGeometry grid, List<RefusalRecord> refusals, List<string> corrections, CancellationToken cancellation)
    {
        if (series.Labels.Count == 0)
        {
            return (null, null);
        }

        var label = new Volume<byte>(grid);
        foreach (var planned in series.Labels)
        {
            try
            {
                var made = await labels.AddAsync(series, planned, label, cancellation);
                corrections.AddRange(made.Except(corrections, StringComparer.Ordinal));
            }
            catch (RefusedException e)
            {
                refusals.Add(new(planned.File.Id, "file", e.Refusal.Code, e.Refusal.Reason, 1));
            }
        }

        return series.Labels.Count > refusals.Count ? labels.Split(label) : (null, null);
    }

    private static StoredSeries Refused(PlannedSeries series, Refusal refusal)
    {
        var first = series.Files.MinBy(f => f.Relative, StringComparer.Ordinal)!;
        var image = new RefusalRecord(
            first.Id, series.Files.Count == 1 ? "file" : "series", refusal.Code, refusal.Reason, series.Files.Count);
        return new(null, [image, .. series.Labels.Select(l => new RefusalRecord(
            l.File.Id, "file", RefusalCodes.LabelWithoutImage, "Its image was refused.", 1))]);
    }
}
