using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Inference;
using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;
using MedMim.Models.Networks.Detection;
using MedMim.Training;
using MedMim.Training.Devices;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Detection;

/// <summary>
/// Finds boxes on a prepared grid: windows, each looked at by every network (and in every mirroring); what these views found is
/// brought together by weighted box clustering.
/// </summary>
/// <param name="networks">The networks, in evaluation mode, each with its anchors.</param>
/// <param name="patch">Voxels of a window.</param>
/// <param name="labels">The label value of each class.</param>
/// <param name="options">Step, batch, mirroring, precision, thresholds.</param>
internal sealed class BoxFinder(
    IReadOnlyList<(RetinaUNet Network, AnchorGrid Anchors)> networks, GridSize patch, IReadOnlyList<int> labels, DetectionWindowOptions options)
{
    /// <summary>The boxes of a prepared image, best first.</summary>
    /// <param name="volume">The prepared image.</param>
    /// <param name="cancellation">Stops between batches of windows.</param>
    /// <exception cref="Foundation.Failures.InputException">A voxel is not a finite number.</exception>
    public IEnumerable<ScoredBox> Find(IPreparedSlices volume, CancellationToken cancellation = default)
    {
        var size = volume.Geometry.Size;
        var windows = new WindowBoxes(size, patch, options.Step);
        PlacedWindow[] placed = [.. PlacedWindow.All(size, patch, options.Step)];
        WindowReader.Require(volume, networks[0].Network.InputChannels);
        var reader = new WindowReader(volume, patch);
        var flips = Mirroring.Count(options.Mirror);
        var found = new List<ScoredBox>();
        using var inference = inference_mode();
        for (var first = 0; first < placed.Length; first += options.BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var count = Math.Min(options.BatchSize, placed.Length - first);
            var batch = reader.Batch(placed.AsSpan(first, count));
            for (var model = 0; model < networks.Count; model++)
            {
                for (var flip = 0; flip < flips; flip++)
                {
                    var views = View(batch, model, flip);
                    for (var i = 0; i < count; i++)
                    {
                        var view = ((((first + i) * networks.Count) + model) * flips) + flip;
                        found.AddRange(views[i]
                            .Select(b => windows.InVolume(b with { View = view }, placed[first + i].Start))
                            .OfType<ScoredBox>());
                    }
                }
            }
        }

        var merged = BoxClustering.Merge(found, options.ClusterOverlap, box => windows.Showing(box) * networks.Count * flips);
        return merged.GroupBy(b => b.Label).SelectMany(g => g.Take(options.BoxesPerScan)).OrderByDescending(b => b.Score);
    }

    /// <summary>The boxes that one model sees in windows, mirrored along the axes of <paramref name="flip"/>'s bits.</summary>
    private IReadOnlyList<ScoredBox>[] View(Tensor windows, int model, int flip)
    {
        using var scope = NewDisposeScope();
        var input = Upload.To(windows, ModelDevice.Of(networks[model].Network));
        long[] axes = Mirroring.Axes(flip);
        DetectionOutput output;
        using (PrecisionScope.Open(options.Precision, input.device_type))
        {
            output = networks[model].Network.Detect(axes.Length == 0 ? input : input.flip(axes));
        }

        var scores = output.Scores.sigmoid().cpu();
        var deltas = output.Deltas.cpu();
        return [.. Enumerable.Range(0, (int)windows.shape[0]).Select(i => Boxes(scores[i], deltas[i], networks[model].Anchors, flip))];
    }

    private IReadOnlyList<ScoredBox> Boxes(Tensor scores, Tensor deltas, AnchorGrid grid, int flip)
    {
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
                labels[c % classes])),
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
