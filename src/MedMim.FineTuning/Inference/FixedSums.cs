using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Inference;

/// <summary>
/// Sums in 16 bits, as multiples of 1/65535: half the memory. Every window that sees a voxel rounds by at most 1/131070. At half
/// steps these are eight, or up to 27 in a small volume: a probability is off by at most 6.2e-5, or 2.1e-4.
/// </summary>
internal sealed unsafe class FixedSums(int classes, GridSize size) : SlabSums(classes, size, sizeof(ushort))
{
    private const float Scale = ushort.MaxValue;

    private readonly float[] values = new float[classes * size.Y * size.X];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Add(float* row, int stride, ReadOnlySpan<float> weights, float weight, int z, int y, int x)
    {
        var whole = weights.Length - (weights.Length % Vector256<float>.Count);
        var target = (ushort*)Slice(z) + (y * (nint)Width) + x;
        var (scaled, half, most) = (Vector256.Create(weight * Scale), Vector256.Create(0.5f), Vector256.Create((int)ushort.MaxValue));
        fixed (float* factors = weights)
        {
            for (var c = 0; c < Classes; c++, row += stride, target += Area)
            {
                var i = 0;
                for (; i < whole; i += Vector256<float>.Count)
                {
                    var added = Vector256.ConvertToInt32Native((Vector256.Load(row + i) * (Vector256.Load(factors + i) * scaled)) + half);
                    var (low, high) = Vector128.Widen(Vector128.Load(target + i));
                    var sum = Vector256.Min(Vector256.Create(low.AsInt32(), high.AsInt32()) + added, most).AsUInt32();
                    Vector128.Narrow(sum.GetLower(), sum.GetUpper()).Store(target + i);
                }

                for (; i < weights.Length; i++)
                {
                    target[i] = (ushort)Math.Min(ushort.MaxValue, target[i] + (int)((row[i] * (factors[i] * (weight * Scale))) + 0.5f));
                }
            }
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override ReadOnlySpan<float> Values(void* slice)
    {
        var source = (ushort*)slice;
        var i = 0;
        fixed (float* target = values)
        {
            for (; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                var (low, high) = Vector128.Widen(Vector128.Load(source + i));
                (Vector256.ConvertToSingle(Vector256.Create(low.AsInt32(), high.AsInt32())) * (1 / Scale)).Store(target + i);
            }
        }

        for (; i < values.Length; i++)
        {
            values[i] = source[i] * (1 / Scale);
        }

        return values;
    }
}
