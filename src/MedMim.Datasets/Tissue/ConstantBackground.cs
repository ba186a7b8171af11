using System.Numerics;

namespace MedMim.Datasets.Tissue;

/// <summary>
/// The patient in a volume whose background was set to one value: skull-stripped, defaced, masked or padded scans. The
/// background is the value that most voxels of the grid's eight corners share.
/// </summary>
internal static class ConstantBackground
{
    private const double SmallestShare = 0.05;
    private const double SmallestShareOfLargest = 0.05;

    // Noise that was cut off at zero has many zeros too, but they are not next to each other.
    private const double LeastCoherence = 0.9;

    /// <summary>Null where no value fills enough of the volume.</summary>
    public static BodyMask? Find(VoxelSlices volume)
    {
        var value = CornerValue(volume);
        if (value is not { } background)
        {
            return null;
        }

        var differs = Threshold.Differs(volume, background);
        var share = differs.Count() / (double)differs.Size.Count;
        if (1 - share < SmallestShare || share == 0 || Coherence(differs) < LeastCoherence)
        {
            return null;
        }

        var body = Pieces.Largest(differs, SmallestShareOfLargest);
        SliceFill.Execute(body);
        return new("constant-background", body);
    }

    /// <summary>Share of background voxels whose neighbour along x is background as well.</summary>
    private static double Coherence(BitMask differs)
    {
        var (pairs, same) = (0L, 0L);
        for (var row = 0; row < differs.Size.Z * differs.Size.Y; row++)
        {
            var bits = differs.Row(row);
            for (var i = 0; i < bits.Length; i++)
            {
                var isLast = i == bits.Length - 1;
                var background = ~bits[i] & (isLast ? differs.LastWord : ulong.MaxValue);
                var next = ~((bits[i] >> 1) | (isLast ? 0 : bits[i + 1] << 63));

                // A row's last voxel has no neighbour.
                var first = isLast ? background & (differs.LastWord >> 1) : background;
                pairs += BitOperations.PopCount(first);
                same += BitOperations.PopCount(first & next);
            }
        }

        return pairs == 0 ? 0 : (double)same / pairs;
    }

    /// <summary>The value that at least five of the eight corners have.</summary>
    private static float? CornerValue(VoxelSlices volume)
    {
        var size = volume.Geometry.Size;
        var corners =
            from z in new[] { 0, size.Z - 1 }
            from y in new[] { 0, size.Y - 1 }
            from x in new[] { 0, size.X - 1 }
            select volume.At(size.Offset(z, y, x));
        var most = corners.GroupBy(v => v).MaxBy(g => g.Count())!;
        return most.Count() >= 5 ? most.Key : null;
    }
}
