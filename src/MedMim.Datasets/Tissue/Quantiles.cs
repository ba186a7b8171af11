using System.Buffers;
using System.Runtime.CompilerServices;

namespace MedMim.Datasets.Tissue;

/// <summary>
/// Quantiles by counting rather than sorting: the upper bits of the values are counted first, then, of those values that
/// share the wanted one's upper bits, the bits below. Whatever the values are, each is looked at a few times.
/// </summary>
internal static class Quantiles
{
    /// <summary>At most so many values are looked at.</summary>
    public const int LargestSample = 1 << 20;

    private const int Bits = 11;

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
            var sample = GC.AllocateUninitializedArray<float>((values.Length + stride - 1) / stride);
            for (var i = 0; i < sample.Length; i++)
            {
                sample[i] = values[i * stride];
            }

            values = sample;
        }

        var orders = ArrayPool<uint>.Shared.Rent(values.Length);
        var alike = ArrayPool<uint>.Shared.Rent(values.Length);
        var counts = new int[1 << Bits];
        for (var i = 0; i < values.Length; i++)
        {
            var order = Order(values[i]);
            orders[i] = order;
            counts[order >> (32 - Bits)]++;
        }

        var result = new float[shares.Length];
        for (var i = 0; i < result.Length; i++)
        {
            var rank = (int)Math.Round(shares[i] * (values.Length - 1));
            var bin = Bin(counts, ref rank);
            var found = Alike(orders.AsSpan(0, values.Length), 32 - Bits, bin, alike);
            result[i] = Value(Select(alike.AsSpan(0, found), 32 - Bits, rank));
        }

        ArrayPool<uint>.Shared.Return(orders);
        ArrayPool<uint>.Shared.Return(alike);
        return result;
    }

    /// <summary>Every how many-th value of so many is looked at.</summary>
    public static int StrideFor(long count) => (int)Math.Max(1, (count + LargestSample - 1) / LargestSample);

    // The value of a rank among values whose bits from the shift upwards are the same. Changes their order.
    private static uint Select(Span<uint> values, int shift, int rank)
    {
        Span<int> counts = stackalloc int[1 << Bits];
        while (shift > 0)
        {
            var next = Math.Max(0, shift - Bits);
            counts.Clear();
            foreach (var value in values)
            {
                counts[(int)((value >> next) & ((1u << (shift - next)) - 1))]++;
            }

            var bin = Bin(counts, ref rank);
            var prefix = ((values[0] >> shift) << (shift - next)) | (uint)bin;
            values = values[..Alike(values, next, (int)prefix, values)];
            shift = next;
        }

        return values[0];
    }

    // Writes the values whose bits from the shift upwards are these, and says how many there are.
    private static int Alike(ReadOnlySpan<uint> values, int shift, int wanted, Span<uint> target)
    {
        var found = 0;
        foreach (var value in values)
        {
            target[found] = value;
            found += (int)(value >> shift) == wanted ? 1 : 0;
        }

        return found;
    }

    // The bin that holds the value of a rank; the rank becomes the one within the bin.
    private static int Bin(ReadOnlySpan<int> counts, ref int rank)
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
        return bits ^ ((uint)((int)bits >> 31) | 0x80000000);
    }

    private static float Value(uint order) =>
        BitConverter.UInt32BitsToSingle((order & 0x80000000) != 0 ? order & 0x7FFFFFFF : ~order);
}
