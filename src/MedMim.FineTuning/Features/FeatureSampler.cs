using MedMim.Datasets.Preparation;
using MedMim.Datasets.Sampling;
using MedMim.FineTuning.Inference;
using MedMim.Foundation.Failures;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Features;

/// <summary>
/// An encoder's features at single places of a scan. Each level's map is interpolated trilinearly there (a cell's features
/// stand in the middle of its voxels), and the chosen levels are put one after the other, finest first. Windows lie as in
/// <see cref="SlidingWindow"/>; where several see a place, their features are averaged with its Gaussian weights. Memory
/// holds one batch of windows beside the result.
/// </summary>
/// <param name="encoder">The encoder.</param>
/// <param name="levels">Which levels, counted from 1, the finest; null for all.</param>
public sealed class FeatureSampler(FrozenEncoder encoder, IReadOnlyList<int>? levels = null)
{
    private const double Step = 0.5;
    private const int BatchSize = 2;

    private readonly int[] chosen = Choose(encoder, levels);

    /// <summary>How many features a place has.</summary>
    public int Count => chosen.Sum(l => encoder.Channels[l]);

    /// <summary>The features at each place, row by row: [places, <see cref="Count"/>].</summary>
    /// <param name="volume">The scan.</param>
    /// <param name="places">Places inside of it.</param>
    /// <param name="cancellation">Stops between batches of windows.</param>
    public float[] Sample(PreparedVolume volume, IReadOnlyList<VolumePoint> places, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentNullException.ThrowIfNull(places);
        using var inference = inference_mode();
        var sum = new WeightedRows(places.Count, Count);
        var windows = WindowGrid.Starts(volume.Case.Geometry.Size, encoder.PatchSize, Step)
            .Select(s => WindowPlaces.Of(s, encoder.PatchSize, places)).Where(w => w.Rows.Count > 0);
        foreach (var batch in windows.Chunk(BatchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var maps = encoder.Features(stack(batch.Select(w => Window(volume, w.Start))));
            for (var i = 0; i < batch.Length; i++)
            {
                Add(sum, maps, i, batch[i]);
            }
        }

        return sum.Mean();
    }

    private void Add(WeightedRows sum, Tensor[] maps, int index, WindowPlaces window)
    {
        using var scope = NewDisposeScope();
        var grid = tensor(window.Grid).reshape(1, 1, 1, -1, 3);
        var parts = chosen.Select(l => nn.functional.grid_sample(
            maps[l].narrow(0, index, 1), grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Border, align_corners: false));
        var rows = cat([.. parts], 1).reshape(Count, -1).t().contiguous();
        sum.Add(window.Rows, window.Weights, rows.data<float>().ToArray());
    }

    private Tensor Window(PreparedVolume volume, (int Z, int Y, int X) start)
    {
        var size = encoder.PatchSize;
        return tensor(PatchCropper.Crop(volume, start, size).Image).reshape(1, size.Z, size.Y, size.X);
    }

    private static int[] Choose(FrozenEncoder encoder, IReadOnlyList<int>? levels)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        var count = encoder.Channels.Count;
        return levels is null
            ? [.. Enumerable.Range(0, count)]
            : levels.Count > 0 && levels.All(l => l >= 1 && l <= count) && levels.Distinct().Count() == levels.Count
                ? [.. levels.Order().Select(l => l - 1)]
                : throw new InputException(
                    "--levels", $"is {string.Join(",", levels)}", $"This encoder has level{(count > 1 ? $"s 1, the finest, to {count}" : " 1 only")}: name each at most once.");
    }
}
