using System.Numerics;
using System.Runtime.CompilerServices;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Inference;

/// <summary>Sums in 32-bit floating point.</summary>
internal sealed unsafe class FloatSums(int classes, GridSize size) : SlabSums(classes, size, sizeof(float))
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Add(float* row, int stride, ReadOnlySpan<float> weights, float weight, int z, int y, int x)
    {
        var whole = weights.Length - (weights.Length % Vector<float>.Count);
        var target = (float*)Slice(z) + (y * (nint)Width) + x;
        fixed (float* factors = weights)
        {
            for (var c = 0; c < Classes; c++, row += stride, target += Area)
            {
                var i = 0;
                for (; i < whole; i += Vector<float>.Count)
                {
                    (Vector.Load(target + i) + (Vector.Load(row + i) * (Vector.Load(factors + i) * weight))).Store(target + i);
                }

                for (; i < weights.Length; i++)
                {
                    target[i] += row[i] * (factors[i] * weight);
                }
            }
        }
    }

    /// <inheritdoc/>
    protected override ReadOnlySpan<float> Values(void* slice) => new(slice, SliceLength);
}
