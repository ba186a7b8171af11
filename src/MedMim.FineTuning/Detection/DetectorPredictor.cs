using MedMim.Datasets.Preparation;
using MedMim.Datasets.Sampling;
using MedMim.FineTuning.Segmentation;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;
using MedMim.Models.Networks.Detection;
using MedMim.Training;
using MedMim.Training.Devices;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Detection;

/// <summary>
/// Finds lesions in whole scans: windows, each looked at by every model (and in every mirroring); what these views found is
/// brought together by weighted box clustering.
/// </summary>
public sealed class DetectorPredictor : IScanDetector
{
    private readonly RetinaUNet[] networks;
    private readonly DetectorManifest manifest;
    private readonly DetectionWindowOptions options;
    private readonly AnchorGrid[] anchors;
    private readonly Preparer preparer;

    private DetectorPredictor(RetinaUNet[] networks, DetectorManifest[] manifests, DetectionWindowOptions options)
    {
        (this.networks, manifest, this.options) = (networks, manifests[0], options);
        anchors = [.. manifests.Select(m => new AnchorGrid(m.Options.PatchSize, m.Options.Network, m.Anchors))];
        preparer = new(manifest.Preparation);
    }

    /// <summary>A predictor of one detector, or of several (folds) together.</summary>
    /// <param name="packages">The detectors; at least one, all of one patch size, of the same labels and preparation.</param>
    /// <param name="options">Step, batch, mirroring, precision, thresholds.</param>
    /// <param name="device">Where it computes; null for the processor.</param>
    /// <exception cref="InputException">The detectors do not fit together, or their weights not their options.</exception>
    public static DetectorPredictor Open(
        IReadOnlyList<DetectorPackage> packages, DetectionWindowOptions? options = null, ComputeDevice? device = null)
    {
        ArgumentNullException.ThrowIfNull(packages);
        ArgumentOutOfRangeException.ThrowIfZero(packages.Count, nameof(packages));
        options ??= new();
        options.Validate();
        var first = packages[0].Manifest;
        foreach (var other in packages.Skip(1))
        {
            if (other.Manifest.Preparation.Digest != first.Preparation.Digest
                || other.Manifest.Options.PatchSize != first.Options.PatchSize
                || !other.Manifest.Options.Labels.Select(l => (l.Value, l.Name)).SequenceEqual(first.Options.Labels.Select(l => (l.Value, l.Name))))
            {
                throw new InputException(
                    other.Folder, "was trained with another patch size, other labels or another preparation than the first detector",
                    "Name detectors of one study.");
            }
        }

        var target = (device ?? ComputeDevice.Cpu).Open();
        return new(
            [.. packages.Select(p => p.CreateNetwork().to(target))], [.. packages.Select(p => p.Manifest)], options);
    }

    /// <summary>The lesions of a scan.</summary>
    /// <param name="scan">Intensities, C order [z, y, x]; Hounsfield units for CT.</param>
    /// <param name="modality">CT, MR, PT or OT.</param>
    /// <param name="tissue">Its tissue prior on the same grid; computed from the scan where null.</param>
    /// <param name="cancellation">Stops between windows.</param>
    /// <exception cref="InputException">A voxel is not a finite number.</exception>
    public ScanDetections Predict(
        Volume<float> scan, string modality, Volume<byte>? tissue = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scan);
        FiniteVoxels.Require("scan", scan.Voxels);
        var prepared = preparer.Prepare(scan, modality, tissue);
        return Predict(prepared.ToVolume("scan", modality), prepared.Region, cancellation);
    }

    /// <inheritdoc/>
    public ScanDetections Predict(PreparedVolume prepared, SourceRegion region, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        ArgumentNullException.ThrowIfNull(region);
        FiniteVoxels.Require(prepared.Case.Id, prepared.Image.Span);
        var (from, to) = (prepared.Case.Geometry, region.Original);
        return new(to,
        [
            .. OnPreparedGrid(prepared, cancellation)
                .Select(b => b with { Box = b.Box.Map(from, to).Clip(BoxGrid.Whole(to.Size)) })
                .Where(b => b.Box.Volume > 0),
        ]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var network in networks)
        {
            network.Dispose();
        }
    }

    private IEnumerable<ScoredBox> OnPreparedGrid(PreparedVolume volume, CancellationToken cancellation)
    {
        var patch = manifest.Options.PatchSize;
        var windows = new WindowBoxes(volume.Case.Geometry.Size, patch, options.Step);
        var flips = options.Mirror ? 8 : 1;
        var found = new List<ScoredBox>();
        using var inference = inference_mode();
        for (var first = 0; first < windows.Windows.Count; first += options.BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var count = Math.Min(options.BatchSize, windows.Windows.Count - first);
            var batch = stack(Enumerable.Range(first, count).Select(w =>
                tensor(PatchCropper.Crop(volume, windows.Windows[w], patch).Image, device: CPU).reshape(1, patch.Z, patch.Y, patch.X)));
            for (var model = 0; model < networks.Length; model++)
            {
                for (var flip = 0; flip < flips; flip++)
                {
                    var views = View(batch, model, flip);
                    for (var i = 0; i < count; i++)
                    {
                        var view = ((((first + i) * networks.Length) + model) * flips) + flip;
                        found.AddRange(views[i]
                            .Select(b => windows.InVolume(b with { View = view }, windows.Windows[first + i]))
                            .OfType<ScoredBox>());
                    }
                }
            }
        }

        var merged = BoxClustering.Merge(found, options.ClusterOverlap, box => windows.Showing(box) * networks.Length * flips);
        return merged.GroupBy(b => b.Label).SelectMany(g => g.Take(options.BoxesPerScan)).OrderByDescending(b => b.Score);
    }

    /// <summary>The boxes that one model sees in windows, mirrored along the axes of <paramref name="flip"/>'s bits.</summary>
    private IReadOnlyList<ScoredBox>[] View(Tensor windows, int model, int flip)
    {
        using var scope = NewDisposeScope();
        var input = Upload.To(windows, ModelDevice.Of(networks[model]));
        long[] axes = [.. new long[] { 2, 3, 4 }.Where((_, bit) => (flip & (1 << bit)) != 0)];
        DetectionOutput output;
        using (PrecisionScope.Open(options.Precision, input.device_type))
        {
            output = networks[model].Detect(axes.Length == 0 ? input : input.flip(axes));
        }

        var scores = output.Scores.sigmoid().cpu();
        var deltas = output.Deltas.cpu();
        return [.. Enumerable.Range(0, (int)windows.shape[0]).Select(i => Boxes(scores[i], deltas[i], anchors[model], flip))];
    }

    private IReadOnlyList<ScoredBox> Boxes(Tensor scores, Tensor deltas, AnchorGrid grid, int flip)
    {
        var patch = manifest.Options.PatchSize;
        var classes = (int)scores.shape[1];
        var (best, places) = scores.flatten().topk((int)Math.Min(options.BoxesPerView, scores.numel()));
        var values = best.data<float>().ToArray();
        int[] chosen = [.. places.data<long>().ToArray().Select(p => (int)p).Where((_, i) => values[i] >= options.SmallestScore)];
        if (chosen.Length == 0)
        {
            return [];
        }

        long[] rows = [.. chosen.Select(c => (long)(c / classes))];
        var edges = BoxCoding.Decode(
            deltas.index_select(0, tensor(rows)), BoxCoding.Edges([.. rows.Select(r => grid.Boxes[r])], CPU)).data<float>().ToArray();
        var window = BoxGrid.Whole(patch);
        ScoredBox[] boxes =
        [
            .. chosen.Select((c, i) => new ScoredBox(
                Unflip(Box(edges.AsSpan(6 * i, 6)), patch, flip).Clip(window), values[i],
                manifest.Options.Labels[c % classes].Value)),
        ];
        return [.. NonMaximumSuppression.Keep(boxes, options.ViewOverlap).Select(k => boxes[k])];
    }

    private static Box3 Box(ReadOnlySpan<float> e) => new(e[0], e[1], e[2], e[3], e[4], e[5]);

    private static Box3 Unflip(Box3 box, GridSize patch, int flip)
    {
        var (z, y, x) = (patch.Z - 1, patch.Y - 1, patch.X - 1);
        box = (flip & 1) == 0 ? box : box with { LowZ = z - box.HighZ, HighZ = z - box.LowZ };
        box = (flip & 2) == 0 ? box : box with { LowY = y - box.HighY, HighY = y - box.LowY };
        return (flip & 4) == 0 ? box : box with { LowX = x - box.HighX, HighX = x - box.LowX };
    }
}
