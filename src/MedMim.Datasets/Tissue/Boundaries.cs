using System.Runtime.CompilerServices;
using MedMim.Datasets.Store;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tissue;

/// <summary>
/// Turns tissue into boundary where the smoothed intensity changes most (the upper fifth of gradient magnitudes inside
/// the body, per mm), and at the body's rim. Gradients are computed twice rather than kept, where they would be many.
/// </summary>
internal static class Boundaries
{
    private const double GradientQuantile = 0.8;
    private const int MostKept = 1 << 22;

    /// <summary>Writes <see cref="TissueClass.Tissue"/> or <see cref="TissueClass.Boundary"/> wherever the body is.</summary>
    public static void Mark(VoxelSlices volume, BitMask body, Volume<byte> classes)
    {
        var limits = Quantiles.Of(volume.Sample(), 0.005, 0.995);
        var stride = (int)Math.Max(1, volume.Geometry.Size.Count / MostKept);
        var kept = Gradients(volume, limits, stride);
        var inside = Inside(body, kept, stride);
        if (inside.IsEmpty)
        {
            return;
        }

        var threshold = Quantiles.Of(inside, GradientQuantile)[0];
        Slices.Ranges(body.Size.Z, (first, end) =>
        {
            var reader = stride == 1 ? null : new GradientSlices(volume, limits[0], limits[1]);
            var scratch = reader is null ? [] : new float[volume.Area];
            for (var z = first; z < end; z++)
            {
                reader?.Read(z, scratch);
                var gradient = reader is null ? kept.AsSpan(z * volume.Area, volume.Area) : scratch;
                Mark(body, z, gradient, threshold, classes.Voxels.AsSpan(z * volume.Area, volume.Area));
            }
        });
    }

    /// <summary>Every <paramref name="stride"/>-th gradient magnitude.</summary>
    private static float[] Gradients(VoxelSlices volume, float[] limits, int stride)
    {
        var kept = GC.AllocateUninitializedArray<float>(checked((int)((volume.Geometry.Size.Count + stride - 1) / stride)));
        Slices.Ranges(volume.Geometry.Size.Z, (first, end) =>
        {
            var reader = new GradientSlices(volume, limits[0], limits[1]);
            var scratch = stride == 1 ? [] : new float[volume.Area];
            for (var z = first; z < end; z++)
            {
                if (stride == 1)
                {
                    reader.Read(z, kept.AsSpan(z * volume.Area, volume.Area));
                    continue;
                }

                reader.Read(z, scratch);
                var begin = (long)z * volume.Area;
                for (var i = (begin + stride - 1) / stride; i * stride < begin + volume.Area; i++)
                {
                    kept[i] = scratch[(i * stride) - begin];
                }
            }
        });
        return kept;
    }

    private static ReadOnlySpan<float> Inside(BitMask body, float[] kept, int stride)
    {
        var inside = GC.AllocateUninitializedArray<float>(kept.Length);
        var (width, count) = (body.Size.X, 0);
        for (var r = 0; r < body.Size.Z * body.Size.Y; r++)
        {
            var row = body.Row(r);
            var begin = (long)r * width;
            for (var x = BitRow.Next(row, 0, width, 0); x < width; x = BitRow.Next(row, x, width, 0))
            {
                var end = BitRow.Next(row, x, width, ulong.MaxValue);
                var (first, last) = (Kept(begin + x), Kept(begin + end));
                kept.AsSpan(first, last - first).CopyTo(inside.AsSpan(count));
                count += last - first;
                x = end;
            }
        }

        return inside.AsSpan(0, count);

        // The index of the first kept value at or behind an offset.
        int Kept(long offset) => (int)((offset + stride - 1) / stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mark(BitMask body, int z, ReadOnlySpan<float> gradient, float threshold, Span<byte> classes)
    {
        var size = body.Size;
        var rim = new ulong[body.RowWords];
        for (var y = 0; y < size.Y; y++)
        {
            BodyRim.Row(body, z, y, rim);
            var row = body.Row(z, y);
            for (var x = BitRow.Next(row, 0, size.X, 0); x < size.X; x = BitRow.Next(row, x, size.X, 0))
            {
                for (var end = BitRow.Next(row, x, size.X, ulong.MaxValue); x < end; x++)
                {
                    var edge = gradient[(y * size.X) + x] > threshold || ((rim[x / 64] >> (x % 64)) & 1) != 0;
                    classes[(y * size.X) + x] = (byte)(edge ? TissueClass.Boundary : TissueClass.Tissue);
                }
            }
        }
    }
}
