using System.Runtime.InteropServices;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Formats;

/// <summary>
/// Writes a volume to an <c>.npy</c> file slice by slice, by the integer-preserving rule (<see cref="VoxelNarrowing"/>):
/// 16-bit integers as long as every value is one; with the first that is not, what is written already becomes 32-bit
/// floating point. One slice is held, whatever the size of the volume.
/// </summary>
/// <param name="stream">An empty file, to read and to write.</param>
/// <param name="size">The grid, [z, y, x].</param>
public sealed class NpySliceWriter(Stream stream, GridSize size)
{
    private readonly int area = size.Y * size.X;
    private readonly int headerLength = NpyHeaderText.Encode(VoxelType.Float32, [size.Z, size.Y, size.X]).Length;
    private short[] integers = [];
    private int written;

    /// <summary>What the voxels are so far: <see cref="VoxelType.Int16"/> or <see cref="VoxelType.Float32"/>.</summary>
    public VoxelType VoxelType { get; private set; } = VoxelType.Int16;

    /// <summary>The smallest voxel so far.</summary>
    public float Minimum { get; private set; } = float.PositiveInfinity;

    /// <summary>The largest voxel so far.</summary>
    public float Maximum { get; private set; } = float.NegativeInfinity;

    /// <summary>Adds the next slice, C order [y, x].</summary>
    /// <exception cref="RefusedException">A value is not a finite number: <c>not-finite</c>.</exception>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Add(ReadOnlySpan<float> slice)
    {
        if (slice.Length != area || written == size.Z)
        {
            throw new ArgumentException($"{slice.Length} voxels given for slice {written} of a grid of {size}.", nameof(slice));
        }

        if (VoxelType == VoxelType.Int16 && !VoxelNarrowing.AreShorts(slice))
        {
            Widen();
        }

        if (VoxelType == VoxelType.Float32)
        {
            VoxelNarrowing.RequireFinite(slice);
        }

        Write(slice);
        var (least, most) = Extremes.Of(slice);
        (Minimum, Maximum) = (Math.Min(Minimum, least), Math.Max(Maximum, most));

        written++;
    }

    /// <summary>Writes the header. All slices must have been added.</summary>
    public void Finish()
    {
        if (written != size.Z)
        {
            throw new InvalidOperationException($"{written} slices given for a grid of {size}.");
        }

        stream.Position = 0;
        stream.Write(NpyHeaderText.Encode(VoxelType, [size.Z, size.Y, size.X]));
    }

    private void Write(ReadOnlySpan<float> slice)
    {
        stream.Position = Offset(written, VoxelType);
        if (VoxelType == VoxelType.Float32)
        {
            stream.Write(MemoryMarshal.AsBytes(slice));
            return;
        }

        integers = integers.Length == area ? integers : new short[area];
        VoxelNarrowing.ToInt16(slice, integers);

        stream.Write(MemoryMarshal.AsBytes<short>(integers));
    }

    // From the last slice to the first: none of them is written over before it was read.
    private void Widen()
    {
        VoxelType = VoxelType.Float32;
        var floats = new float[area];
        for (var z = written - 1; z >= 0; z--)
        {
            stream.Position = Offset(z, VoxelType.Int16);
            stream.ReadExactly(MemoryMarshal.AsBytes(integers.AsSpan()));
            for (var i = 0; i < floats.Length; i++)
            {
                floats[i] = integers[i];
            }

            stream.Position = Offset(z, VoxelType.Float32);
            stream.Write(MemoryMarshal.AsBytes<float>(floats));
        }
    }

    private long Offset(int z, VoxelType type) => headerLength + ((long)z * area * type.SizeInBytes());
}
