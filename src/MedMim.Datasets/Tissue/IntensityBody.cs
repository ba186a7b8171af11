using System.Runtime.CompilerServices;

namespace MedMim.Datasets.Tissue;

/// <summary>
/// The patient in an MR, PET or unknown scan: Otsu's threshold (1979) on the logarithm of intensities clipped at the 1st
/// and 99th percentile, closed by 4 mm, largest pieces, filled slice by slice. The logarithm keeps bright fat or tumour
/// from pushing the threshold into dark muscle.
/// </summary>
internal static class IntensityBody
{
    private const double ClosingMillimetres = 4;
    private const double SmallestShareOfLargest = 0.1;
    private const double SmallestBackgroundShare = 0.02;

    // Air is at most this bright beside tissue; fluid on T1-weighted MR, the darkest thing in a head, is brighter.
    private const double BrightestBackground = 0.15;

    /// <summary>Null where the dark part is no background: too bright beside the rest, too small, or not at the edge.</summary>
    public static BodyMask? Find(VoxelSlices volume)
    {
        var quantiles = Quantiles.Of(volume.Sample(), 0.01, 0.99);
        var (low, range) = (quantiles[0], quantiles[1] - quantiles[0]);
        if (range <= 0)
        {
            return null;
        }

        var scale = new LogarithmicScale(low, range);
        var bright = Threshold.Above(volume, scale.ValueOf(OtsuThreshold.Of(volume, scale)));
        var closed = SliceMorphology.Close(bright, Radius.InPlane(volume.Geometry, ClosingMillimetres));
        var body = Pieces.Largest(closed, SmallestShareOfLargest);
        SliceFill.Execute(body);
        return HasClearBackground(volume, body, low) ? new("otsu", body) : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool HasClearBackground(VoxelSlices volume, BitMask body, double low)
    {
        // In order and in one thread: the sum of floating-point numbers depends on their order.
        var sums = new double[2];
        var scratch = new float[volume.Area];
        for (var z = 0; z < body.Size.Z; z++)
        {
            var slice = volume.Slice(z, scratch);
            for (var y = 0; y < body.Size.Y; y++)
            {
                var row = body.Row(z, y);
                var values = slice.Slice(y * body.Size.X, body.Size.X);
                for (var x = 0; x < values.Length; x++)
                {
                    sums[(row[x / 64] >> (x % 64)) & 1] += values[x] - low;
                }
            }
        }

        var inside = body.Count();
        var outside = body.Size.Count - inside;
        return inside > 0
            && outside >= SmallestBackgroundShare * body.Size.Count
            && sums[0] / outside < BrightestBackground * (sums[1] / inside);
    }
}
