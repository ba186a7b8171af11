using System.Runtime.CompilerServices;

namespace MedMim.Datasets.Tissue;

/// <summary>
/// Quantiles by counting rather than sorting: the upper halves of the values' bits are counted first, then the lower
/// halves of those that share the wanted one's upper half. Two passes a quantile, whatever the values are.
/// </summary>
internal static class Quantiles
{
    /// <summary>At most so many values are looked at.</summary>
    public const int LargestSample = 1 << 20;

    /// <summary>
    /// Quantiles of values; of about a million evenly spaced ones where there are more. Nearest rank, no interpolation.
    /// </summary>
    /// <param name="values">Finite values, at least one.</param>
    /// <param name="shares">0 to 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float[] Of(ReadOnlySpan<float> values, params ReadOnlySpan<double> shares)
    {
        var stride = StrideFor(values.Length);
        if (stride > 1)
        {
            var sample = new float[(values.Length + stride - 1) / stride];
            for (var i = 0; i < sample.Length; i++)
            {
                sample[i] = values[i * stride];
            }

            values = sample;
        }

        var upper = new int[1 << 16];
        foreach (var value in values)
        {
            upper[Order(value) >> 16]++;
        }

        var result = new float[shares.Length];
        var lower = new int[1 << 16];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = Select(values, upper, lower, (int)Math.Round(shares[i] * (values.Length - 1)));
        }

        return result;
    }

    /// <summary>Every how many-th value of so many is looked at.</summary>
    public static int StrideFor(long count) => (int)Math.Max(1, (count + LargestSample - 1) / LargestSample);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Select(ReadOnlySpan<float> values, int[] upper, int[] lower, int rank)
    {
        var high = Bin(upper, ref rank);
        Array.Clear(lower);
        foreach (var value in values)
        {
            var order = Order(value);
            if (order >> 16 == high)
            {
                lower[order & 0xFFFF]++;
            }
        }

        return Value(((uint)high << 16) | (uint)Bin(lower, ref rank));
    }

    // The bin that holds the value of a rank; the rank becomes the one within the bin.
    private static int Bin(int[] counts, ref int rank)
    {
        var bin = 0;
        while (rank >= counts[bin])
        {
            rank -= counts[bin++];
        }

        return bin;
    }

    // Bits that, as unsigned integers, are in the order of the values: negative ones flipped, positive ones above them.
    private static uint Order(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return (bits & 0x80000000) != 0 ? ~bits : bits | 0x80000000;
    }

    private static float Value(uint order) =>
        BitConverter.UInt32BitsToSingle((order & 0x80000000) != 0 ? order & 0x7FFFFFFF : ~order);
}
