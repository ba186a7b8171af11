using System.Text.Json;
using MedMim.Datasets.Store;
using MedMim.Foundation.Files;

namespace MedMim.Datasets.Ingestion;

/// <summary>
/// Notes beside a finished volume, until the catalogue is written: an ingest that was stopped takes it over instead of
/// reading it again, if its files and the options are still the same.
/// </summary>
internal sealed record PendingSeries(string Fingerprint, SeriesRow Row, IReadOnlyList<RefusalRecord> Refusals)
{
    /// <summary>The notes as UTF-8 text.</summary>
    public static byte[] Encode(string fingerprint, StoredSeries stored) => JsonSerializer.SerializeToUtf8Bytes(
        new PendingSeries(fingerprint, SeriesRow.From(stored.Record!), stored.Refusals), PendingJson.Default.PendingSeries);

    public static StoredSeries? Read(string store, PlannedSeries series, string fingerprint)
    {
        var path = StoreFiles.Pending(store, series.Id);
        if (!File.Exists(path) || !File.Exists(StoreFiles.Image(store, series.Id)))
        {
            return null;
        }

        try
        {
            var pending = JsonSerializer.Deserialize(File.ReadAllBytes(path), PendingJson.Default.PendingSeries);
            return pending?.Fingerprint == fingerprint ? new(pending.Row.ToRecord(), pending.Refusals) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Digest of everything that decides what is stored.</summary>
    public static string FingerprintOf(PlannedSeries series, string ingestDigest)
    {
        var lines = series.Files.Concat(series.Labels.Select(l => l.File))
            .Select(f => $"{f.Id} {f.Size} {f.ModifiedTicks}\n");
        return ContentDigest.OfText($"{ingestDigest}\n{series.Patient} {series.Modality}\n{string.Concat(lines)}");
    }
}
