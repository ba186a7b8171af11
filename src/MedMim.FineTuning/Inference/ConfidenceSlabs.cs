using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Inference;

/// <summary>
/// How sure the model is of every voxel of a scan: 1 − H / ln C, with the entropy H = −Σ p·ln p of the voxel's C probabilities. 1
/// where one class has all of it, 0 where all are equally probable; 1 beyond the region, where nothing was asked.
/// </summary>
/// <param name="region">The part of the scan that slabs are slices of.</param>
public sealed class ConfidenceSlabs(SourceRegion region) : ISlabConsumer
{
    private readonly byte[] slice = new byte[region.Box.Size.Y * region.Box.Size.X];
    private int classes;

    /// <summary>255 times the confidence, on the scan's grid.</summary>
    public Volume<byte> Shares { get; } = Sure(region.Original);

    /// <inheritdoc/>
    public void Begin(int classes, VolumeGeometry grid) => this.classes = classes;

    /// <inheritdoc/>
    public void Add(int z, ReadOnlySpan<float> probabilities)
    {
        Fill(probabilities, slice, classes);
        region.PutBackSlice<byte>(z, slice, Shares.Voxels);
    }

    /// <inheritdoc/>
    public void End()
    {
        // All is there.
    }

    private static Volume<byte> Sure(VolumeGeometry grid)
    {
        var volume = new Volume<byte>(grid);
        volume.Voxels.AsSpan().Fill(byte.MaxValue);
        return volume;
    }

    private static unsafe void Fill(ReadOnlySpan<float> probabilities, byte[] shares, int classes)
    {
        fixed (float* first = probabilities)
        {
            var (from, pieces) = ((nint)first, Math.Clamp(shares.Length / 4096, 1, Environment.ProcessorCount));
            Parallel.For(0, pieces, piece =>
            {
                var (start, end) = ((int)((long)shares.Length * piece / pieces), (int)((long)shares.Length * (piece + 1) / pieces));
                Fill((float*)from + start, shares.Length, classes, shares.AsSpan(start, end - start));
            });
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Fill(float* first, int stride, int classes, Span<byte> shares)
    {
        var scale = (float)(byte.MaxValue / Math.Log(classes));
        var i = 0;
        for (; i <= shares.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var (sum, logs) = (Vector256<float>.Zero, Vector256<float>.Zero);
            for (var c = 0; c < classes; c++)
            {
                var p = Vector256.Load(first + i + ((nint)stride * c));
                sum += p;
                logs += p * Vector256.Log(Vector256.Max(p, Vector256.Create(1e-30f)));
            }

            // Sums of 16 bits are not quite 1: H of p/s is ln s − Σ p·ln p / s.
            var entropy = Vector256.Log(sum) - (logs / sum);
            var share = Vector256.Create(byte.MaxValue + 0.5f) - (entropy * scale);
            for (var k = 0; k < Vector256<float>.Count; k++)
            {
                shares[i + k] = (byte)Math.Clamp(share[k], 0, byte.MaxValue);
            }
        }

        for (; i < shares.Length; i++)
        {
            var (sum, logs) = (0f, 0f);
            for (var c = 0; c < classes; c++)
            {
                var p = first[i + ((nint)stride * c)];
                sum += p;
                logs += p * MathF.Log(MathF.Max(p, 1e-30f));
            }

            shares[i] = (byte)Math.Clamp(byte.MaxValue + 0.5f - ((MathF.Log(sum) - (logs / sum)) * scale), 0, byte.MaxValue);
        }
    }
}
