using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MedMim.FineTuning.Inference;

/// <summary>The most probable class of many voxels; of equals the first.</summary>
internal static unsafe class ClassRow
{
    /// <summary>Fills <paramref name="classes"/> from a slab, on several threads.</summary>
    /// <param name="probabilities">[c, voxels].</param>
    /// <param name="classes">[voxels].</param>
    public static void Fill(ReadOnlySpan<float> probabilities, byte[] classes)
    {
        var count = probabilities.Length / classes.Length;
        fixed (float* first = probabilities)
        {
            var (from, pieces) = ((nint)first, Math.Clamp(classes.Length / 4096, 1, Environment.ProcessorCount));
            Parallel.For(0, pieces, piece =>
            {
                var (start, end) = (Bound(piece), Bound(piece + 1));
                Fill((float*)from + start, classes.Length, count, classes.AsSpan(start, end - start));
            });

            int Bound(int piece) => (int)((long)classes.Length * piece / pieces);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill(float* first, int stride, int count, Span<byte> classes)
    {
        var i = 0;
        for (; i <= classes.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var (best, index) = (Vector256.Load(first + i), Vector256<int>.Zero);
            for (var c = 1; c < count; c++)
            {
                var candidate = Vector256.Load(first + i + ((nint)stride * c));
                var isMore = Vector256.GreaterThan(candidate, best);
                best = Vector256.ConditionalSelect(isMore, candidate, best);
                index = Vector256.ConditionalSelect(isMore.AsInt32(), Vector256.Create(c), index);
            }

            for (var k = 0; k < Vector256<int>.Count; k++)
            {
                classes[i + k] = (byte)index[k];
            }
        }

        for (; i < classes.Length; i++)
        {
            var best = first[i];
            classes[i] = 0;
            for (var c = 1; c < count; c++)
            {
                if (first[i + ((nint)stride * c)] > best)
                {
                    (best, classes[i]) = (first[i + ((nint)stride * c)], (byte)c);
                }
            }
        }
    }
}
