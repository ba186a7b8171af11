using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MedMim.Datasets.Tissue;
using MedMim.Imaging.Volumes;
using Microsoft.Win32.SafeHandles;

namespace MedMim.Datasets.Store;

/// <summary>
/// The voxels of a stored volume, read from its file slice by slice. Mapped instead, all of a large volume would count as
/// the program's memory.
/// </summary>
/// <param name="geometry">The grid.</param>
/// <param name="file">The file; closed when this is disposed.</param>
/// <param name="begin">Where the voxels begin in it, bytes.</param>
internal sealed class StoredSlices<T>(VolumeGeometry geometry, SafeFileHandle file, long begin)
    : VoxelSlices(geometry), IStoredSlices
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public VoxelSlices Slices => this;

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    public override ReadOnlySpan<float> Slice(int z, Span<float> scratch)
    {
        var target = scratch[..Area];
        if (typeof(T) == typeof(float))
        {
            Read((long)z * Area, MemoryMarshal.Cast<float, T>(target));
            return target;
        }

        var rented = ArrayPool<T>.Shared.Rent(Area);
        var slice = rented.AsSpan(0, Area);
        Read((long)z * Area, slice);
        ToFloats<T>(slice, target);
        ArrayPool<T>.Shared.Return(rented);
        return target;
    }

    public override float At(long offset)
    {
        var voxel = default(T);
        Read(offset, new Span<T>(ref voxel));
        return float.CreateTruncating(voxel);
    }

    public override void ForEachValue(Action<float, long> visit)
    {
        if (typeof(T) != typeof(short))
        {
            base.ForEachValue(visit);
            return;
        }

        var counts = new ShortCounts();
        var slice = new short[Area];
        for (var z = 0; z < Geometry.Size.Z; z++)
        {
            Read((long)z * Area, MemoryMarshal.Cast<short, T>(slice.AsSpan()));
            counts.Add(slice);
        }

        counts.ForEach(visit);
    }

    protected override void CopyTo(float[] target, int stride)
    {
        var scratch = new float[Area];
        for (var z = 0; z < Geometry.Size.Z; z++)
        {
            var first = (long)z * Area;
            if (stride == 1)
            {
                Slice(z, target.AsSpan((int)first, Area));
                continue;
            }

            var slice = Slice(z, scratch);
            for (var i = (first + stride - 1) / stride; i * stride < first + Area; i++)
            {
                target[i] = slice[(int)((i * stride) - first)];
            }
        }
    }

    private void Read(long offset, Span<T> target)
    {
        var bytes = MemoryMarshal.AsBytes(target);
        var position = begin + (offset * Unsafe.SizeOf<T>());
        while (!bytes.IsEmpty)
        {
            var read = RandomAccess.Read(file, bytes, position);
            if (read == 0)
            {
                throw new EndOfStreamException("A file of the store was shortened while it was read.");
            }

            bytes = bytes[read..];
            position += read;
        }
    }
}
