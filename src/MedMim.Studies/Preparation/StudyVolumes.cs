using MedMim.Datasets.Preparation;
using MedMim.Datasets.Splits;
using MedMim.Datasets.Store;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using MedMim.Imaging.Volumes;
using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols;
using MedMim.Studies.Splits;

namespace MedMim.Studies.Preparation;

/// <summary>The scans of a store, each prepared when it is loaded, or of a folder of prepared volumes.</summary>
internal sealed class StudyVolumes
{
    private readonly Func<string, PreparedVolume> load;

    private StudyVolumes(IReadOnlyList<StudyScan> scans, Func<string, PreparedVolume> load, PreparationPlan plan)
    {
        Scans = scans;
        this.load = load;
        Plan = plan;
    }

    /// <summary>All scans, in the order of their ids.</summary>
    public IReadOnlyList<StudyScan> Scans { get; }

    /// <summary>How they are prepared.</summary>
    public PreparationPlan Plan { get; }

    /// <summary>Digest of the scans, their labels, and the way in which they are prepared.</summary>
    public string Digest => ContentDigest.OfText(
        $"{Plan.Digest}\n" + string.Concat(Scans.Select(s => $"{s.Case.Id} {s.Case.Patient} {s.Modality} {s.Digest}\n")));

    /// <summary>A scan's voxels. Those of a store are prepared anew at each call, and belong to the caller.</summary>
    public PreparedVolume Load(string id) => load(id);

    /// <summary>Opens a store or a folder of prepared volumes.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="protocol">Says how a store's volumes are prepared, and which count; null for the defaults and all.</param>
    /// <param name="isPreview">
    /// Whether pictures are all that is wanted: what takes minutes (bias fields) or the whole store (a window of the
    /// foreground) is then left out.
    /// </param>
    /// <exception cref="InputException">It is neither, or the preparation depends on the whole store.</exception>
    public static StudyVolumes Open(string folder, StudyProtocol? protocol, bool isPreview = false)
    {
        if (File.Exists(Path.Combine(folder, "prepared.json")))
        {
            var prepared = PreparedDataset.Open(folder);
            return new(
                [.. prepared.Cases.Select(c => new StudyScan(SplitCase.From(c), c.Modality, prepared.DigestOf(c.Id)))],
                prepared.Load, prepared.Plan);
        }

        var store = ScanStore.Open(folder);
        var series = protocol is null ? store.Series : StudySeries.Of(protocol, store);
        var plan = PlanOf((protocol ?? new StudyProtocol()).Preparation.ToOptions(), isPreview);
        var preparer = new Preparer(plan);
        return new(
            [.. series.Select(s => new StudyScan(SplitCase.From(s), s.Modality, ContentDigest.OfText($"{s.VoxelDigest} {s.LabelDigest}")))],
            id => Prepare(store, store.Find(id), preparer), plan);
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

    private static PreparationPlan PlanOf(PreparationOptions options, bool isPreview)
    {
        const string remedy = "Name the folder of prepared volumes instead of the store.";
        return options.SpacingRule == SpacingRule.Median ? throw new InputException("preparation.spacing", "is the median of all training cases", remedy)
            : options.CtWindow is null && !isPreview ? throw new InputException("preparation.ct_window", "is found on all training cases", remedy)
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
                BiasCorrection = options.BiasCorrection && !isPreview,
                BiasShrinkFactor = options.BiasShrinkFactor,
            };
    }
}
