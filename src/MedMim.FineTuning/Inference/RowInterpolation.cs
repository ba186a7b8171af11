using System.Numerics;
using System.Runtime.CompilerServices;
using MedMim.Imaging.Volumes;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Inference;

/// <summary>Interpolates slabs between two neighbouring ones, row by row, on several threads: z and y first, then x.</summary>
/// <param name="source">The source's grid; its y and x count.</param>
/// <param name="alongY">Rows.</param>
/// <param name="alongX">Voxels of a row.</param>
internal sealed unsafe class RowInterpolation(GridSize source, AxisInterpolation alongY, AxisInterpolation alongX)
{
    private readonly bool keepsX = alongX.IsIdentity(source.X);

    /// <summary>Fills a target slab.</summary>
    /// <param name="below">The source slab below, [c, y, x].</param>
    /// <param name="above">The one above; may be the same.</param>
    /// <param name="share">How far it lies towards the upper one, 0 to 1.</param>
    /// <param name="classes">How many classes.</param>
    /// <param name="slab">[c, target y, target x].</param>
    public void Execute(ReadOnlySpan<float> below, ReadOnlySpan<float> above, float share, int classes, float[] slab)
    {
        var (height, width) = (alongY.Below.Length, alongX.Below.Length);
        var workers = Math.Clamp(get_num_threads(), 1, classes * height);
        fixed (float* first = below, second = above)
        {
            var (low, high) = ((nint)first, (nint)second);
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, worker =>
            {
                var row = new float[source.X];
                var (from, end) = ((long)classes * height * worker / workers, (long)classes * height * (worker + 1) / workers);
                for (var i = (int)from; i < end; i++)
                {
                    var target = slab.AsSpan(i * width, width);
                    var at = (nint)(i / height) * source.Y * source.X;
                    Blend((float*)low + at, (float*)high + at, share, i % height, keepsX ? target : row);
                    if (!keepsX)
                    {
                        Stretch(row, target);
                    }
                }
            });
        }
    }

    /// <summary>The target's row y, still with the source's voxels along x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Blend(float* below, float* above, float share, int y, Span<float> row)
    {
        var (y0, shareY) = (alongY.Below[y], alongY.Share[y]);
        var y1 = shareY > 0 ? y0 + 1 : y0;
        float* a = below + (y0 * (nint)source.X), b = below + (y1 * (nint)source.X);
        float* c = above + (y0 * (nint)source.X), d = above + (y1 * (nint)source.X);
        var (wa, wb, wc, wd) = ((1 - share) * (1 - shareY), (1 - share) * shareY, share * (1 - shareY), share * shareY);
        var i = 0;
        fixed (float* target = row)
        {
            for (; i <= row.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                ((Vector.Load(a + i) * wa) + (Vector.Load(b + i) * wb) + (Vector.Load(c + i) * wc) + (Vector.Load(d + i) * wd))
                    .Store(target + i);
            }
        }

        for (; i < row.Length; i++)
        {
            row[i] = (a[i] * wa) + (b[i] * wb) + (c[i] * wc) + (d[i] * wd);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Stretch(float[] row, Span<float> target)
    {
        var (below, share) = (alongX.Below, alongX.Share);
        var last = row.Length - 1;
        for (var i = 0; i < target.Length; i++)
        {
            var low = row[below[i]];
            target[i] = low + (share[i] * (row[Math.Min(below[i] + 1, last)] - low));
        }
    }
}
