using System.Globalization;
using MedMim.Datasets.Channels;
using MedMim.Datasets.Preparation.Fingerprints;
using MedMim.Datasets.Store;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Progress;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>
/// Prepares the series of a store into a folder: <c>dataset_fingerprint.json</c>; then <c>ID.image.npy</c> (float32),
/// <c>ID.channel-1.npy</c> and so on (float32, where a case has several channels), <c>ID.tissue.npy</c>, <c>ID.label.npy</c>,
/// <c>ID.instances.npy</c> (uint8) and <c>ID.json</c> (what was done) of each; the index <c>prepared.json</c> last. Cases whose inputs and plan did not
/// change are kept; files of series that are gone are removed.
/// </summary>
public sealed class PreparationStep(ScanStore store, PreparationOptions options, IProgressReporter progress)
{
    /// <summary>
    /// Ids of the cases that the plan's numbers are found on, null for all: those that are neither validated nor tested
    /// on, so that nothing of a test scan reaches the training.
    /// </summary>
    public IReadOnlySet<string>? Training { get; init; }

    /// <summary>The channels of a case, in their order; none where every scan is a case of its own.</summary>
    public IReadOnlyList<ChannelRule> Channels { get; init; } = [];

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
        var others = OthersOf(chosen);
        var preparation = new CasePreparation(store, folder, plan, Channels);
        IReadOnlyList<SeriesRecord> Others(SeriesRecord s) => others.GetValueOrDefault(s.Id, []);
        var entries = loop.Run(
            "prepare", chosen, s => s.Geometry.Size.Count + PreparedSize(s, plan) + Others(s).Sum(o => o.Geometry.Size.Count),
            (s, _) => preparation.Run(s, Others(s)), cancellation);
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
        // A plan is made for the grid that networks see: that of the first channel.
        var training = chosen
            .Where(s => (Training?.Contains(s.Id) ?? true) && (Channels.Count == 0 || ChannelCases.ChannelOf(s, Channels) == Channels[0].Name))
            .ToArray();
        if (training.Length == 0)
        {
            throw new InputException("split", "leaves no case to train on", "Hold out fewer patients, or add scans.");
        }

        var builder = new FingerprintBuilder(store, options, Seed, training.Length);
        return builder.Combine(loop.Run("fingerprint", training, s => s.Geometry.Size.Count, builder.Measure, cancellation), chosen.Length - training.Length);
    }

    /// <summary>The channels after the first, by the first's id.</summary>
    private Dictionary<string, IReadOnlyList<SeriesRecord>> OthersOf(SeriesRecord[] chosen)
    {
        var cases = ChannelCases.Of(chosen, Channels);
        foreach (var lacking in cases.Incomplete)
        {
            progress.Note($"{lacking.Reference.Id}: left out of fine-tuning, because it {lacking.Problem}");
        }

        return cases.Complete.ToDictionary(c => c.Reference.Id, c => c.Others, StringComparer.Ordinal);
    }

    /// <summary>Voxels of a prepared volume, were it not cropped.</summary>
    private static long PreparedSize(SeriesRecord series, PreparationPlan plan) => PreparedGrid.Of(
        plan.Reorient ? AxisOrder.ToLps(series.Geometry).Apply(series.Geometry) : series.Geometry, plan.Spacing).Size.Count;

    private static void Sweep(string folder, PreparedEntry[] entries)
    {
        var byId = entries.ToDictionary(e => e.Id, StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            var name = Path.GetFileName(file);
            var known = byId.TryGetValue(name.Split('.')[0], out var entry);
            if (name is not ("prepared.json" or DatasetFingerprint.FileName)
                && (!known || !BelongsTo(entry!, name)))
            {
                File.Delete(file);
            }
        }
    }

    private static bool BelongsTo(PreparedEntry entry, string file) =>
        (entry.HasLabel || !(file.EndsWith(".label.npy", StringComparison.Ordinal) || file.EndsWith(".instances.npy", StringComparison.Ordinal)))
        && (!file.Contains(".channel-", StringComparison.Ordinal)
            || Enumerable.Range(1, entry.Channels?.Count ?? 0).Any(c => file == Path.GetFileName(PreparedFiles.Channel(string.Empty, entry.Id, c))));
}
