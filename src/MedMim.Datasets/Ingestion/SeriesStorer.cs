using MedMim.Datasets.Store;
using MedMim.Datasets.Tissue;
using MedMim.Foundation.Files;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Ingestion;

/// <summary>Reads one series into the store: voxels, tissue prior, label. Each file appears whole or not at all.</summary>
internal sealed class SeriesStorer(IScanReader reader, LabelReader labels, string store, string ingestDigest)
{
    /// <summary>Stores a series, or takes over what an interrupted ingest finished of it.</summary>
    public async Task<StoredSeries> StoreAsync(PlannedSeries series, CancellationToken cancellation)
    {
        var fingerprint = PendingSeries.FingerprintOf(series, ingestDigest);
        if (PendingSeries.Read(store, series, fingerprint) is { } pending)
        {
            return pending;
        }

        var temporary = AtomicFile.TemporaryPathFor(StoreFiles.Image(store, series.Id));
        try
        {
            var stored = await reader.ReadVolumeAsync(series.Plan, temporary, cancellation);
            var result = await CompleteAsync(series, stored, temporary, cancellation);
            AtomicFile.Publish(temporary, StoreFiles.Image(store, series.Id));
            PendingSeries.Write(store, fingerprint, result);
            return result;
        }
        catch (RefusedException e)
        {
            return Refused(series, e.Refusal);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private async Task<StoredSeries> CompleteAsync(
        PlannedSeries series, StoredVoxels stored, string image, CancellationToken cancellation)
    {
        var volume = VoxelReader.ReadFloats(image, stored.Geometry, stored.VoxelType);
        var tissue = TissuePrior.Compute(volume, series.Modality);
        NpyFile.Write(StoreFiles.Tissue(store, series.Id), tissue.Classes);
        var refusals = new List<RefusalRecord>();
        var corrections = new List<string>(series.Plan.Corrections);
        var label = await ReadLabelAsync(series, stored.Geometry, refusals, corrections, cancellation);
        if (label is not null)
        {
            NpyFile.Write(StoreFiles.Label(store, series.Id), label);
        }

        var record = new SeriesRecord
        {
            Id = series.Id,
            Patient = series.Patient,
            Study = series.Study,
            Modality = series.Modality,
            Manufacturer = series.Plan.Header?.Manufacturer.Trim() ?? string.Empty,
            SourceFormat = series.Format,
            Geometry = stored.Geometry,
            VoxelType = stored.VoxelType,
            Minimum = stored.Minimum,
            Maximum = stored.Maximum,
            TissuePrior = tissue.Method,
            TissueFraction = tissue.TissueFraction,
            HasLabel = label is not null,
            LabelValues = label is null ? [] : [.. label.Voxels.Distinct().Where(v => v != 0).Select(v => (int)v).Order()],
            VoxelDigest = ContentDigest.OfFile(image),
            LabelDigest = label is null ? string.Empty : ContentDigest.OfFile(StoreFiles.Label(store, series.Id)),
            Unit = stored.Unit,
            Corrections = [.. corrections, .. stored.Corrections],
        };
        return new(record, refusals);
    }

    private async Task<Volume<byte>?> ReadLabelAsync(
        PlannedSeries series, VolumeGeometry grid, List<RefusalRecord> refusals, List<string> corrections, CancellationToken cancellation)
    {
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

        return series.Labels.Count > refusals.Count ? label : null;
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
