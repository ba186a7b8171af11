using System.IO.Compression;
using System.Numerics;
using System.Runtime.InteropServices;
using MedMim.Foundation.Files;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Formats;

/// <summary>Writes NIfTI files of one volume; the same volume makes the same bytes.</summary>
internal static class NiftiWriter
{
    private const int PieceBytes = 1 << 26;

    /// <exception cref="ArgumentException">The grid is impossible.</exception>
    /// <exception cref="IOException">The folder cannot be written, or the disk is full; what was there is left.</exception>
    public static void Write<T>(string path, Volume<T> volume, NiftiVersion version, double slope = 1)
        where T : unmanaged, INumber<T>
    {
        var header = NiftiHeader.Of(volume.Geometry, volume.VoxelType, version, slope);
        AtomicFile.Write(path, file =>
        {
            if (path.EndsWith(".gz", StringComparison.Ordinal))
            {
                using var compressed = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true);
                Write(compressed, header, volume.Voxels);
            }
            else
            {
                Write(file, header, volume.Voxels);
            }
        });
    }

    /// <summary>The compressed file in memory.</summary>
    /// <exception cref="ArgumentException">The grid is impossible.</exception>
    public static byte[] Compress<T>(Volume<T> volume)
        where T : unmanaged, INumber<T>
    {
        using var file = new MemoryStream();
        using (var compressed = new GZipStream(file, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            Write(compressed, NiftiHeader.Of(volume.Geometry, volume.VoxelType, NiftiVersion.Nifti1), volume.Voxels);
        }

        return file.ToArray();
    }

    private static unsafe void Write<T>(Stream stream, byte[] header, ReadOnlySpan<T> voxels)
        where T : unmanaged
    {
        stream.Write(header);
        while (!voxels.IsEmpty)
        {
            var piece = voxels[..Math.Min(voxels.Length, PieceBytes / sizeof(T))];
            stream.Write(MemoryMarshal.AsBytes(piece));
            voxels = voxels[piece.Length..];
        }
    }
}
