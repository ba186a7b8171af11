using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tissue;

/// <summary>
/// The intensities of a volume, C order [z, y, x], asked for slice by slice: a stored volume stays mapped in its own
/// type, and only the slices at work are numbers in floating point. Safe to read from several threads at once.
/// </summary>
internal abstract class VoxelSlices(VolumeGeometry geometry)
{
    /// <summary>The grid.</summary>
    public VolumeGeometry Geometry { get; } = geometry;

    /// <summary>Voxels a slice.</summary>
    public int Area { get; } = geometry.Size.Y * geometry.Size.X;

    /// <summary>The voxels of a volume in memory.</summary>
    public static VoxelSlices Of(Volume<float> volume) => new FloatSlices(volume.Geometry, volume.Voxels);

    /// <summary>The voxels of a stored volume.</summary>
    public static VoxelSlices Of<T>(VolumeGeometry geometry, ReadOnlyMemory<T> voxels)
        where T : unmanaged, INumber<T> =>
        voxels switch
        {
            ReadOnlyMemory<float> floats => new FloatSlices(geometry, floats),
            ReadOnlyMemory<short> shorts => new ShortSlices(geometry, shorts),
            _ => new NumberSlices<T>(geometry, voxels),
        };

    /// <summary>Slice z, [y, x].</summary>
    /// <param name="z">The slice.</param>
    /// <param name="scratch">Room for a slice; used where the voxels have to be converted.</param>
    public abstract ReadOnlySpan<float> Slice(int z, Span<float> scratch);

    /// <summary>The voxel of an offset in C order.</summary>
    public abstract float At(long offset);

    /// <summary>About a million voxels, evenly spaced (<see cref="Quantiles.StrideFor"/>), in order.</summary>
    public float[] Sample()
    {
        var count = Geometry.Size.Count;
        var stride = Quantiles.StrideFor(count);
        var sample = GC.AllocateUninitializedArray<float>(checked((int)((count + stride - 1) / stride)));
        CopyTo(sample, stride);
        return sample;
    }

    /// <summary>Every <paramref name="stride"/>-th voxel, in order.</summary>
    protected abstract void CopyTo(float[] target, int stride);

    /// <summary>The smallest and the largest voxel.</summary>
    public (float Least, float Most) Range()
    {
        var (least, most) = (float.PositiveInfinity, float.NegativeInfinity);
        var scratch = new float[Area];
        for (var z = 0; z < Geometry.Size.Z; z++)
        {
            var (low, high) = Extremes.Of(Slice(z, scratch));
            (least, most) = (Math.Min(least, low), Math.Max(most, high));
        }

        return (least, most);
    }

    /// <summary>Calls <paramref name="visit"/>(value, count) so that every voxel is counted; short integers once a value.</summary>
    public virtual void ForEachValue(Action<float, long> visit)
    {
        var scratch = new float[Area];
        for (var z = 0; z < Geometry.Size.Z; z++)
        {
            foreach (var value in Slice(z, scratch))
            {
                visit(value, 1);
            }
        }
    }

    /// <summary>Voxels as floating-point numbers.</summary>
    protected static void ToFloats<T>(ReadOnlySpan<T> source, Span<float> target)
        where T : unmanaged, INumber<T>
    {
        if (typeof(T) == typeof(short))
        {
            ToFloats(MemoryMarshal.Cast<T, short>(source), target);
            return;
        }

        for (var i = 0; i < source.Length; i++)
        {
            target[i] = float.CreateTruncating(source[i]);
        }
    }

    // Compiled once and in full: what is compiled ahead of time calls into spans and vectors instead of inlining them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ToFloats(ReadOnlySpan<short> source, Span<float> target)
    {
        var i = 0;
        for (; i <= source.Length - Vector<short>.Count; i += Vector<short>.Count)
        {
            Vector.Widen(new Vector<short>(source[i..]), out var low, out var high);
            Vector.ConvertToSingle(low).CopyTo(target[i..]);
            Vector.ConvertToSingle(high).CopyTo(target[(i + Vector<float>.Count)..]);
        }

        for (; i < source.Length; i++)
        {
            target[i] = source[i];
        }
    }

    private sealed class FloatSlices(VolumeGeometry geometry, ReadOnlyMemory<float> voxels) : VoxelSlices(geometry)
    {
        public override ReadOnlySpan<float> Slice(int z, Span<float> scratch) => voxels.Span.Slice(z * Area, Area);

        public override float At(long offset) => voxels.Span[(int)offset];

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        protected override void CopyTo(float[] target, int stride)
        {
            var source = voxels.Span;
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = source[i * stride];
            }
        }
    }

    private sealed class ShortSlices(VolumeGeometry geometry, ReadOnlyMemory<short> voxels) : VoxelSlices(geometry)
    {
        public override ReadOnlySpan<float> Slice(int z, Span<float> scratch)
        {
            var target = scratch[..Area];
            ToFloats(voxels.Span.Slice(z * Area, Area), target);
            return target;
        }

        public override float At(long offset) => voxels.Span[(int)offset];

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        protected override void CopyTo(float[] target, int stride)
        {
            var source = voxels.Span;
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = source[i * stride];
            }
        }

        public override void ForEachValue(Action<float, long> visit)
        {
            var counts = new ShortCounts();
            counts.Add(voxels.Span);
            counts.ForEach(visit);
        }
    }

    private sealed class NumberSlices<T>(VolumeGeometry geometry, ReadOnlyMemory<T> voxels) : VoxelSlices(geometry)
        where T : unmanaged, INumber<T>
    {
        public override ReadOnlySpan<float> Slice(int z, Span<float> scratch)
        {
            var target = scratch[..Area];
            ToFloats(voxels.Span.Slice(z * Area, Area), target);
            return target;
        }

        public override float At(long offset) => float.CreateTruncating(voxels.Span[(int)offset]);

        protected override void CopyTo(float[] target, int stride)
        {
            var source = voxels.Span;
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = float.CreateTruncating(source[i * stride]);
            }
        }
    }
}
