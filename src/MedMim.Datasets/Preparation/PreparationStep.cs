using System.Globalization;
using System.Text.Json;
using MedMim.Datasets.Preparation.Fingerprints;
using MedMim.Datasets.Store;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using MedMim.Foundation.Progress;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>
/// Prepares the series of a store into a folder: <c>dataset_fingerprint.json</c>; then <c>ID.image.npy</c> (float32),
/// <c>ID.tissue.npy</c>, <c>ID.label.npy</c> (uint8) and <c>ID.json</c> (what was done) of each; the index
/// <c>prepared.json</c> last. Cases whose inputs and plan did not change are kept; files of series that are gone are
/// removed.
/// </summary>
public sealed class PreparationStep(ScanStore store, PreparationOptions options, IProgressReporter progress)
{
    /// <summary>
    /// Ids of the cases that the plan's numbers are found on, null for all: those that are neither validated nor tested
    /// on, so that nothing of a test scan reaches the training.
    /// </summary>
    public IReadOnlySet<string>? Training { get; init; }

    /// <summary>The study's seed: it draws the fingerprint's voxels.</summary>
    public ulong Seed { get; init; }

    /// <summary>Prepares, and opens the result.</summary>
    /// <param name="folder">Where to; made if missing.</param>
    /// <param name="series">Which series; null for all.</param>
    /// <param name="cancellation">Stops between cases; what is finished is kept.</param>
    /// <exception cref="InputException">No case is left to find the plan's numbers on, or none of the modality that needs them.</exception>
    /// <exception cref="IOException">The folder cannot be written, or the disk is full.</exception>
    public PreparedDataset Run(string folder, IEnumerable<SeriesRecord>? series = null, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(folder);
        var chosen = (series ?? store.Series).OrderBy(s => s.Id, StringComparer.Ordinal).ToArray();
        var loop = new CaseLoop(folder, progress);
        var fingerprint = Fingerprint(loop, chosen, cancellation);
        fingerprint.Write(folder);
        if (options.CtWindow is null && fingerprint.ForegroundOf("CT") is null && chosen.Any(s => s.Modality == "CT"))
        {
            throw new InputException(
                "preparation.ct_window", "is to be found on the training cases, and none of them is a CT", "Give two numbers of HU.");
        }

        var plan = PreparationPlan.Resolve(options, fingerprint);
        var entries = loop.Run(
            "prepare", chosen, s => s.Geometry.Size.Count + PreparedSize(s, plan),
            (s, _) => Finished(folder, s, plan) ?? Prepare(folder, s, plan), cancellation);
        WarnOfCutLabels(entries);
        new PreparedIndex(PreparedIndex.FormatName, PreparedIndex.CurrentVersion, plan, entries).Write(folder);
        Sweep(folder, entries);
        return PreparedDataset.Open(folder);
    }

    // They can neither be learned nor, in this grid, be found again: the crop is wrong, or the label is.
    private void WarnOfCutLabels(PreparedEntry[] entries)
    {
        foreach (var entry in entries.Where(e => e.Record.Label is { VoxelsOutsideCrop: > 0 }))
        {
            progress.Note(string.Create(
                CultureInfo.InvariantCulture,
                $"{entry.Id}: {entry.Record.Label!.VoxelsOutsideCrop} labelled voxels lie outside of the body and were cut away; "
                + $"look at the scan and its label, or set 'crop: none' in 'preparation'"));
        }
    }

    private DatasetFingerprint Fingerprint(CaseLoop loop, SeriesRecord[] chosen, CancellationToken cancellation)
    {
        var training = chosen.Where(s => Training?.Contains(s.Id) ?? true).ToArray();
        if (training.Length == 0)
        {
            throw new InputException("split", "leaves no case to train on", "Hold out fewer patients, or add scans.");
        }

        var builder = new FingerprintBuilder(store, options, Seed, training.Length);
        return builder.Combine(loop.Run("fingerprint", training, s => s.Geometry.Size.Count, builder.Measure, cancellation), chosen.Length - training.Length);
    }

    private PreparedEntry Prepare(string folder, SeriesRecord series, PreparationPlan plan)
    {
        // The note goes first, so that new voxels never stand beside an old one.
        File.Delete(PreparedFiles.Case(folder, series.Id));
        var preparer = new Preparer(plan);
        var tissue = new Volume<byte>(series.Geometry, store.Tissue(series.Id).ToArray());
        var prepared = preparer.Prepare(store.ReadImage(series.Id), series.Modality, tissue);
        NpyFile.Write(PreparedFiles.Image(folder, series.Id), prepared.Image);
        NpyFile.Write(PreparedFiles.Tissue(folder, series.Id), prepared.Tissue);
        var record = prepared.Record;
        if (store.Label(series.Id) is { } stored)
        {
            var (label, done) = preparer.PrepareLabel(new Volume<byte>(series.Geometry, stored.ToArray()), prepared.Region);
            NpyFile.Write(PreparedFiles.Label(folder, series.Id), label);
            record = record with { Label = done };
        }

        var entry = new PreparedEntry(
            series.Id, series.Patient, series.Modality, series.HasLabel, series.VoxelDigest, InputsOf(series, plan),
            prepared.Image.Geometry, prepared.Region, record);
        AtomicFile.WriteText(PreparedFiles.Case(folder, series.Id), JsonSerializer.Serialize(entry, PreparedIndex.Json) + "\n");
        return entry;
    }

    /// <summary>Voxels of a prepared volume, were it not cropped.</summary>
    private static long PreparedSize(SeriesRecord series, PreparationPlan plan) => PreparedGrid.Of(
        plan.Reorient ? AxisOrder.ToLps(series.Geometry).Apply(series.Geometry) : series.Geometry, plan.Spacing).Size.Count;

    private PreparedEntry? Finished(string folder, SeriesRecord series, PreparationPlan plan)
    {
        var path = PreparedFiles.Case(folder, series.Id);
        if (!File.Exists(path) || !File.Exists(PreparedFiles.Image(folder, series.Id)))
        {
            return null;
        }

        try
        {
            var entry = JsonSerializer.Deserialize<PreparedEntry>(File.ReadAllBytes(path), PreparedIndex.Json);
            return entry?.Inputs == InputsOf(series, plan) ? entry : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string InputsOf(SeriesRecord series, PreparationPlan plan) => ContentDigest.OfText(
        $"{plan.Digest}\n{series.Patient}\n{series.Modality}\n{series.VoxelDigest}\n{series.LabelDigest}\n"
        + $"{store.Manifest.IngestDigest}\n{series.Geometry}\n");

    private static void Sweep(string folder, PreparedEntry[] entries)
    {
        var byId = entries.ToDictionary(e => e.Id, StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            var name = Path.GetFileName(file);
            var known = byId.TryGetValue(name.Split('.')[0], out var entry);
            if (name is not ("prepared.json" or DatasetFingerprint.FileName)
                && (!known || (!entry!.HasLabel && name.EndsWith(".label.npy", StringComparison.Ordinal))))
            {
                File.Delete(file);
            }
        }
    }
}
