using MedMim.Datasets.Store;
using MedMim.Datasets.Tissue;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using MedMim.Foundation.Progress;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Series;

namespace MedMim.Datasets.Ingestion;

/// <summary>
/// Brings an archive into a store: lists its files, inspects what is new, assembles series, reads them side by side with
/// their tissue prior and labels, and writes the catalogue once, at the end. Stopped at any moment and run again, it
/// goes on where it was; run on an unchanged archive, it reads nothing.
/// </summary>
public sealed class Ingestor(IScanReader reader, PseudonymKey key, IProgressReporter progress)
{
    /// <summary>Ingests.</summary>
    /// <exception cref="InputException">
    /// The archive is missing, empty or without a usable scan; the store is another archive's, of a newer program, made
    /// with another key, being written, or cannot be written.
    /// </exception>
    /// <exception cref="DiskFullException">The disk is full. What is finished is kept.</exception>
    public async Task<IngestSummary> RunAsync(IngestOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var store = Path.GetFullPath(options.StorePath);
        var files = ArchiveWalk.List(options.ArchivePath, store, key);
        if (files.Count == 0)
        {
            throw new InputException(options.ArchivePath, "is empty", "Name the folder that holds the scans.");
        }

        var isNew = !Directory.Exists(store);
        using var held = StoreLock.Take(store);
        try
        {
            return await new IngestRun(reader, key, progress, options, store, files).RunAsync(cancellation);
        }
        catch (Exception e) when (StorageFailure.IsFull(e))
        {
            throw StorageFailure.Full(options.StorePath, e);
        }
        catch (Exception e) when (StorageFailure.IsReadOnly(e))
        {
            throw StorageFailure.ReadOnly(options.StorePath, e);
        }
        catch (InputException) when (isNew && !File.Exists(Path.Combine(store, StoreManifest.FileName)))
        {
            Directory.Delete(store, recursive: true); // Nothing but our lock is in it.
            throw;
        }
    }

    /// <summary>The digest of what decides how files become volumes, tissue and labels.</summary>
    internal static string DigestOf(IngestOptions options, AssumedOrientation assumed) => ContentDigest.OfText(
        $"store {StoreManifest.CurrentVersion}, reading {SeriesAssembler.RulesVersion}, tissue {TissuePrior.Version}, labels {options.Labels}"
        + string.Concat(options.Channels.Select(c => $", channel {c.Text}"))
        + (assumed == AssumedOrientation.Refuse ? string.Empty : $", assumed orientation {assumed}"));
}
