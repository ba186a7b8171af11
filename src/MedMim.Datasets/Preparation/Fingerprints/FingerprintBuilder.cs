using System.Globalization;
using MedMim.Datasets.Store;
using MedMim.Foundation.Randomness;

namespace MedMim.Datasets.Preparation.Fingerprints;

/// <summary>Takes a data set's fingerprint; memory holds the samples, and one volume for each case being read.</summary>
internal sealed class FingerprintBuilder(ScanStore store, PreparationOptions options, ulong seed, int cases)
{
    // nnU-Net draws 10⁸ voxels in all; a tenth gives the 0.5th percentile to a few parts in a thousand of a deviation.
    private const int AllVoxels = 10_000_000;
    private const int MostPerCase = 1_000_000;

    private readonly int perCase = Math.Clamp(AllVoxels / Math.Max(1, cases), 1000, MostPerCase);

    /// <summary>Looks at one case.</summary>
    /// <param name="series">The series.</param>
    /// <param name="index">Its place among the training cases, in the order of their ids: names its random stream.</param>
    public CaseFingerprint Measure(SeriesRecord series, int index)
    {
        var tissue = store.Tissue(series.Id).Span;
        var region = CaseRegion.Of(series.Geometry, tissue, options.Reorient, options.CropMargin);
        var label = store.Label(series.Id) is { } l ? l.Span : default;
        var image = store.ReadImage(series.Id).Voxels;
        var foreground = Foreground(image, label, 1);
        var labelled = foreground.Length > 0;
        return new(
            series.Modality,
            region.Geometry,
            region.Box.Size.Count / (double)series.Geometry.Size.Count,
            labelled,
            Draw(labelled ? foreground : Foreground(image, tissue, (byte)TissueClass.Tissue), index));
    }

    /// <summary>The fingerprint of all cases.</summary>
    /// <param name="measured">At least one.</param>
    /// <param name="heldOut">How many cases are left out.</param>
    public DatasetFingerprint Combine(IReadOnlyList<CaseFingerprint> measured, int heldOut)
    {
        var channels = measured.Where(c => c.Sample.Length > 0)
            .GroupBy(c => c.Modality, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (Modality: g.Key, Labelled: g.Any(c => c.IsLabelled), Cases: g))
            .ToArray();
        var foreground = new SortedDictionary<string, ForegroundIntensities>(StringComparer.Ordinal);
        for (var i = 0; i < channels.Length; i++)
        {
            var (_, labelled, group) = channels[i];
            foreground[i.ToString(CultureInfo.InvariantCulture)] =
                ForegroundIntensities.Of([.. group.Where(c => c.IsLabelled == labelled).SelectMany(c => c.Sample)]);
        }

        return new()
        {
            Foreground = foreground,
            MedianRelativeSizeAfterCropping = Percentiles.Of(measured.Select(c => c.RelativeSize), 50),
            ShapesAfterCrop = [.. measured.Select(c => c.Region.Size).Select(s => new[] { s.Z, s.Y, s.X })],
            Spacings = [.. measured.Select(c => c.Region.Spacing).Select(s => new[] { s.Z, s.Y, s.X })],
            Source = new(
                measured.Count, heldOut, [.. channels.Select(c => c.Modality)],
                [.. channels.Select(c => c.Labelled ? "label" : "body")], perCase),
        };
    }

    private static float[] Foreground(float[] image, ReadOnlySpan<byte> mask, byte least)
    {
        var count = 0;
        foreach (var value in mask)
        {
            count += value >= least ? 1 : 0;
        }

        var result = new float[count];
        for (int i = 0, at = 0; at < count; i++)
        {
            if (mask[i] >= least)
            {
                result[at++] = image[i];
            }
        }

        return result;
    }

    private float[] Draw(float[] foreground, int index)
    {
        if (foreground.Length == 0)
        {
            return [];
        }

        var random = new RandomStream(new StreamKey(seed, "datasets.fingerprint", Sample: index));
        var sample = new float[perCase];
        for (var i = 0; i < sample.Length; i++)
        {
            sample[i] = foreground[random.NextInt32(foreground.Length)];
        }

        return sample;
    }
}
