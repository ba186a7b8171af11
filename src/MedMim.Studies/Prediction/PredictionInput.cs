using MedMim.Datasets.Channels;
using MedMim.Datasets.Ingestion;
using MedMim.Datasets.Labels;
using MedMim.Datasets.Store;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Progress;
using MedMim.Imaging.Workers;

namespace MedMim.Studies.Prediction;

/// <summary>The scans to label, in a store, and the files that they came from.</summary>
/// <param name="Input">What a person named.</param>
/// <param name="Store">The store.</param>
/// <param name="Sources">By series: the paths of its files; none where the input was a store, which knows no names.</param>
/// <param name="Names">By series: the same, relative to the input.</param>
internal sealed record PredictionInput(
    string Input, ScanStore Store, IReadOnlyDictionary<string, string[]> Sources, IReadOnlyDictionary<string, string[]> Names)
{
    private const string OneImage =
        "Name a folder of DICOM images, or a file of one volume (NIfTI, NRRD, MetaImage). Of a file with several channels, "
        + "write each to a file of its own.";

    /// <summary>Opens a store, or ingests a file or a folder into a temporary one.</summary>
    /// <param name="input">What a person named.</param>
    /// <param name="channels">The model's channels; may be empty.</param>
    /// <param name="scratch">A folder for temporary files.</param>
    /// <param name="progress">Where progress goes.</param>
    /// <param name="cancellation">Stops between files.</param>
    /// <exception cref="InputException">There is no such input, or it holds no scan.</exception>
    public static async Task<PredictionInput> OpenAsync(
        string input, IReadOnlyList<ChannelRule> channels, string scratch, IProgressReporter progress, CancellationToken cancellation)
    {
        if (File.Exists(Path.Combine(input, StoreManifest.FileName)))
        {
            var none = new Dictionary<string, string[]>(StringComparer.Ordinal);
            return Checked(new(input, ScanStore.Open(input), none, none));
        }

        var archive = ArchiveOf(input, scratch);
        var key = PseudonymKey.LoadOrCreate();
        var store = Path.Combine(scratch, "store");
        await using (var reader = new WorkerScanReader())
        {
            var options = new IngestOptions
            {
                ArchivePath = archive, StorePath = store, Labels = new LabelSource { Layout = LabelLayout.None }, Channels = channels,
            };
            try
            {
                await new Ingestor(reader, key, progress).RunAsync(options, cancellation);
            }
            catch (InputException e) when (e.Subject == archive)
            {
                // Its remedy names the temporary store.
                throw new InputException(input, e.Problem, OneImage, e);
            }
        }

        var names = PseudonymLookup.List(store, archive, key)
            .SelectMany(e => e.Targets.Select(t => (Target: t, e.RelativePath)))
            .GroupBy(e => e.Target, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(e => e.RelativePath).ToArray(), StringComparer.Ordinal);
        var root = Path.GetFullPath(archive);
        return Checked(
            new(
                input, ScanStore.Open(store),
                names.ToDictionary(n => n.Key, n => n.Value.Select(f => Path.Combine(root, f)).ToArray(), StringComparer.Ordinal), names));
    }

    /// <summary>The cases to predict, in the order of their ids.</summary>
    /// <param name="channels">The model's channels; none makes every scan a case.</param>
    /// <exception cref="InputException">No scan is the model's first channel.</exception>
    public IReadOnlyList<PredictionCase> Cases(IReadOnlyList<ChannelRule> channels)
    {
        var cases = ChannelCases.Of(Store.Series, channels);
        PredictionCase[] all =
        [
            .. cases.Complete.Select(c => new PredictionCase(c.Reference, c.Others, null)),
            .. cases.Incomplete.Select(c => new PredictionCase(c.Reference, [], new("the scan", c.Problem, ChannelsRemedy(channels)))),
        ];
        return all.Length > 0
            ? [.. all.OrderBy(c => c.Series.Id, StringComparer.Ordinal)]
            : throw new InputException(
                Input, $"holds no scan that is the model's first channel, '{channels[0].Name}'", ChannelsRemedy(channels));
    }

    private static string ChannelsRemedy(IReadOnlyList<ChannelRule> channels) =>
        "The model takes, of one study: " + string.Join("; ", channels.Select(c => c.Name
            + (c.Modality is null ? string.Empty : $", {c.Modality}")
            + (c.Patterns.Count == 0 ? string.Empty : $", called {string.Join(" or ", c.Patterns)}"))) + ".";

    private static PredictionInput Checked(PredictionInput opened) => opened.Store.Series.Count > 0
        ? opened
        : throw new InputException(opened.Input, "holds no scan", OneImage);

    /// <summary>A single file becomes an archive of its own, by a link: ingest takes folders.</summary>
    private static string ArchiveOf(string input, string scratch)
    {
        if (Directory.Exists(input))
        {
            return input;
        }

        if (!File.Exists(input))
        {
            throw new InputException(input, "there is no such file or folder", "Name a scan file, a folder of scans, or a store.");
        }

        var archive = Directory.CreateDirectory(Path.Combine(scratch, "archive")).FullName;
        File.CreateSymbolicLink(Path.Combine(archive, Path.GetFileName(input)), Path.GetFullPath(input));
        return archive;
    }
}
