using System.Numerics;
using System.Runtime.InteropServices;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Formats;

/// <summary>
/// The voxels of a NIfTI file, read without ITK. ITK 5.2 turns NaN into 0, takes a file that ends early for whole, and
/// does not check gzip's checksum; a scan must not change silently.
/// </summary>
internal static class NiftiVoxels
{
    private const int PieceBytes = 1 << 26;

    /// <summary>The stored numbers, before slope and intercept.</summary>
    /// <exception cref="RefusedException">truncated: too short, or its compression is damaged.</exception>
    public static T[] Read<T>(string path, NiftiPreamble preamble)
        where T : unmanaged
    {
        try
        {
            using var stream = VolumeContent.Open(path);
            Skip(stream, preamble.VoxelOffset);
            var voxels = GC.AllocateUninitializedArray<T>((int)preamble.Count);
            Fill(stream, voxels);
            Drain(stream);
            if (preamble.LittleEndian != BitConverter.IsLittleEndian)
            {
                SwapBytes(voxels);
            }

            return voxels;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new RefusedException(
                new(RefusalCodes.Truncated, "The file ends before its last voxel, or its compression is damaged."), e);
        }
    }

    /// <summary>Values from stored numbers, in double precision and then rounded to single.</summary>
    public static float[] Rescale<T>(T[] stored, double slope, double intercept)
        where T : unmanaged, INumber<T>
    {
        var values = GC.AllocateUninitializedArray<float>(stored.Length);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)((double.CreateSaturating(stored[i]) * slope) + intercept);
        }

        return values;
    }

    private static void Skip(Stream stream, long count)
    {
        var buffer = new byte[Math.Min(count, 1 << 16)];
        for (var left = count; left > 0; left -= buffer.Length)
        {
            stream.ReadExactly(buffer.AsSpan(0, (int)Math.Min(left, buffer.Length)));
        }
    }

    private static unsafe void Fill<T>(Stream stream, Span<T> voxels)
        where T : unmanaged
    {
        while (!voxels.IsEmpty)
        {
            var piece = voxels[..Math.Min(voxels.Length, PieceBytes / sizeof(T))];
            stream.ReadExactly(MemoryMarshal.AsBytes(piece));
            voxels = voxels[piece.Length..];
        }
    }

    /// <summary>Reads to the end, where gzip's checksum is compared.</summary>
    private static void Drain(Stream stream)
    {
        var buffer = new byte[1 << 12];
        while (stream.Read(buffer) > 0)
        {
        }
    }

    private static unsafe void SwapBytes<T>(T[] voxels)
        where T : unmanaged
    {
        if (sizeof(T) == 1)
        {
            return;
        }

        for (var at = 0; at < voxels.Length; at++)
        {
            MemoryMarshal.AsBytes(voxels.AsSpan(at, 1)).Reverse();
        }
    }
}
