using MedMim.Datasets.Preparation;
using MedMim.Datasets.Store;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;
using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols;
using MedMim.Studies.Splits;

namespace MedMim.Studies.Previews;

/// <summary>Takes a few cases of a store or of prepared volumes.</summary>
internal static class PreviewVolumes
{
    public static IReadOnlyList<PreparedVolume> Take(string folder, StudyProtocol? protocol, int count)
    {
        if (File.Exists(Path.Combine(folder, "prepared.json")))
        {
            var prepared = PreparedDataset.Open(folder);
            return [.. Spread(prepared.Cases, count).Select(c => prepared.Load(c.Id))];
        }

        var store = ScanStore.Open(folder);
        var series = protocol is null ? store.Series : StudySeries.Of(protocol, store);
        var preparer = new Preparer(Plan((protocol ?? new StudyProtocol()).Preparation.ToOptions()));
        return [.. Spread(series, count).Select(s => Prepare(store, s, preparer))];
    }

    private static PreparedVolume Prepare(ScanStore store, SeriesRecord series, Preparer preparer)
    {
        var tissue = new Volume<byte>(series.Geometry, store.Tissue(series.Id).ToArray());
        var prepared = preparer.Prepare(store.ReadImage(series.Id), series.Modality, tissue);
        var volume = prepared.ToVolume(series.Id, series.Modality, series.Patient);
        return store.Label(series.Id) is { } label
            ? volume with { Label = preparer.PrepareLabel(new Volume<byte>(series.Geometry, label.ToArray()), prepared.Region).Label.Voxels }
            : volume;
    }

    /// <summary>The plan, as far as it doesn't depend on all the data: a picture of masks needs no more.</summary>
    private static PreparationPlan Plan(PreparationOptions options) => options.SpacingRule == SpacingRule.Median
        ? throw new InputException("preparation.spacing", "is the median of all training cases", "Name the folder of prepared volumes instead of the store.")
        : new()
        {
            Reorient = options.Reorient,
            Spacing = options.Spacing,
            AnisotropyThreshold = options.AnisotropyThreshold,
            CropMargin = options.CropMargin,
            CtWindow = options.CtWindow ?? new IntensityRange(-1000, 1000),
            CtScale = null,
            PetWindow = options.PetWindow,
            ClipDeviations = options.ClipDeviations,
        };

    private static IEnumerable<T> Spread<T>(IReadOnlyList<T> all, int count) =>
        Enumerable.Range(0, Math.Min(count, all.Count)).Select(i => all[(int)((long)i * all.Count / Math.Min(count, all.Count))]);
}
