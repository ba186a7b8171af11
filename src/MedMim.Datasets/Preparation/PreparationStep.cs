using MedMim.Foundation.Failures;
using System.Text.Json;
using MedMim.Datasets.Store;
using MedMim.Foundation.Files;
using MedMim.Foundation.Progress;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>
/// Prepares the series of a store into a folder: <c>ID.image.npy</c> (float32), <c>ID.tissue.npy</c>,
/// <c>ID.label.npy</c> (uint8), <c>ID.json</c>, and the index <c>prepared.json</c> last. Cases whose inputs and options
/// did not change are kept; files of series that are gone are removed.
/// </summary>
public sealed class PreparationStep(ScanStore store, PreparationOptions options, IProgressReporter progress)
{
    private readonly Preparer preparer = new(options);

    /// <summary>Prepares, and opens the result.</summary>
    /// <param name="folder">Where to; made if missing.</param>
    /// <param name="series">Which series; null for all.</param>
    /// <param name="cancellation">Stops between cases; what is finished is kept.</param>
    /// <exception cref="IOException">The folder cannot be written, or the disk is full.</exception>
    public PreparedDataset Run(string folder, IEnumerable<SeriesRecord>? series = null, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(folder);
        var chosen = (series ?? store.Series).OrderBy(s => s.Id, StringComparer.Ordinal).ToArray();
        var entries = new PreparedEntry[chosen.Length];
        var done = 0;
        using var task = progress.Begin("prepare", chosen.Length, "cases");
        try
        {
            var parallel = new ParallelOptions
            {
                MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation,
            };
            Parallel.For(0, chosen.Length, parallel, i =>
            {
                entries[i] = Finished(folder, chosen[i]) ?? Prepare(folder, chosen[i]);
                task.Report(Interlocked.Increment(ref done));
            });
        }
        catch (AggregateException e) when (e.InnerExceptions.FirstOrDefault(StorageFailure.IsFull) is { } full)
        {
            throw StorageFailure.Full(folder, full);
        }
        catch (AggregateException e)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        new PreparedIndex(PreparedIndex.FormatName, PreparedIndex.CurrentVersion, options.Digest, entries).Write(folder);
        Sweep(folder, entries);
        return PreparedDataset.Open(folder);
    }

    private PreparedEntry Prepare(string folder, SeriesRecord series)
    {
        // The note goes first, so that new voxels never stand beside an old one.
        File.Delete(PreparedFiles.Case(folder, series.Id));
        var tissue = new Volume<byte>(series.Geometry, store.Tissue(series.Id).ToArray());
        var prepared = preparer.Prepare(store.ReadImage(series.Id), series.Modality, tissue);
        NpyFile.Write(PreparedFiles.Image(folder, series.Id), prepared.Image);
        NpyFile.Write(PreparedFiles.Tissue(folder, series.Id), prepared.Tissue);
        if (store.Label(series.Id) is { } label)
        {
            NpyFile.Write(
                PreparedFiles.Label(folder, series.Id),
                preparer.PrepareLabel(new Volume<byte>(series.Geometry, label.ToArray())));
        }

        var entry = new PreparedEntry(
            series.Id, series.Patient, series.Modality, series.HasLabel, series.VoxelDigest, InputsOf(series),
            prepared.Image.Geometry, series.Geometry);
        AtomicFile.WriteText(PreparedFiles.Case(folder, series.Id), JsonSerializer.Serialize(entry, PreparedIndex.Json) + "\n");
        return entry;
    }

    private PreparedEntry? Finished(string folder, SeriesRecord series)
    {
        var path = PreparedFiles.Case(folder, series.Id);
        if (!File.Exists(path) || !File.Exists(PreparedFiles.Image(folder, series.Id)))
        {
            return null;
        }

        try
        {
            var entry = JsonSerializer.Deserialize<PreparedEntry>(File.ReadAllBytes(path), PreparedIndex.Json);
            return entry?.Inputs == InputsOf(series) ? entry : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string InputsOf(SeriesRecord series) => ContentDigest.OfText(
        $"{options.Digest}\n{series.Patient}\n{series.Modality}\n{series.VoxelDigest}\n{series.LabelDigest}\n"
        + $"{store.Manifest.IngestDigest}\n{series.Geometry}\n");

    private static void Sweep(string folder, PreparedEntry[] entries)
    {
        var byId = entries.ToDictionary(e => e.Id, StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            var name = Path.GetFileName(file);
            var known = byId.TryGetValue(name.Split('.')[0], out var entry);
            if (name != "prepared.json" && (!known || (!entry!.HasLabel && name.EndsWith(".label.npy", StringComparison.Ordinal))))
            {
                File.Delete(file);
            }
        }
    }
}
