using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MedMim.Datasets.Tissue;

/// <summary>Masks of the voxels on one side of a value. Intensities are finite.</summary>
internal static class Threshold
{
    /// <summary>Set where the intensity is above the threshold.</summary>
    public static BitMask Above(VoxelSlices volume, float threshold) => Rows(volume, (values, row) =>
    {
        for (var word = 0; word < row.Length; word++)
        {
            row[word] = Bits(Part(values, word), threshold, below: false);
        }
    });

    /// <summary>Set where the intensity is below the threshold.</summary>
    public static BitMask Below(VoxelSlices volume, float threshold) => Rows(volume, (values, row) =>
    {
        for (var word = 0; word < row.Length; word++)
        {
            row[word] = Bits(Part(values, word), threshold, below: true);
        }
    });

    /// <summary>Set where the intensity is another than <paramref name="value"/>.</summary>
    public static BitMask Differs(VoxelSlices volume, float value) => Rows(volume, (values, row) =>
    {
        for (var word = 0; word < row.Length; word++)
        {
            var part = Part(values, word);
            row[word] = Bits(part, value, below: true) | Bits(part, value, below: false);
        }
    });

    /// <summary>Clears the bits of a row where a value is below the threshold.</summary>
    public static void ClearBelow(ReadOnlySpan<float> values, float threshold, Span<ulong> row)
    {
        for (var word = 0; word < row.Length; word++)
        {
            row[word] &= ~Bits(Part(values, word), threshold, below: true);
        }
    }

    private delegate void RowWriter(ReadOnlySpan<float> values, Span<ulong> row);

    private static BitMask Rows(VoxelSlices volume, RowWriter write)
    {
        var mask = new BitMask(volume.Geometry.Size);
        var (height, width) = (mask.Size.Y, mask.Size.X);
        Slices.ForEach(volume, (z, values) =>
        {
            for (var y = 0; y < height; y++)
            {
                write(values.Slice(y * width, width), mask.Row(z, y));
            }
        });
        return mask;
    }

    private static ReadOnlySpan<float> Part(ReadOnlySpan<float> values, int word) =>
        values[(word * 64)..Math.Min(values.Length, (word + 1) * 64)];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong Bits(ReadOnlySpan<float> values, float threshold, bool below)
    {
        var (bits, i, limit) = (0UL, 0, Vector128.Create(threshold));
        for (; i <= values.Length - Vector128<float>.Count; i += Vector128<float>.Count)
        {
            var part = Vector128.Create(values[i..]);
            var hit = below ? Vector128.LessThan(part, limit) : Vector128.GreaterThan(part, limit);
            bits |= (ulong)hit.ExtractMostSignificantBits() << i;
        }

        for (; i < values.Length; i++)
        {
            bits |= ((below ? values[i] < threshold : values[i] > threshold) ? 1UL : 0) << i;
        }

        return bits;
    }
}
