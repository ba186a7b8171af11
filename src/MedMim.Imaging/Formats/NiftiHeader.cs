using System.Buffers.Binary;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Formats;

/// <summary>
/// Headers of NIfTI files of one volume, little endian: qform and sform of the scanner's space (code 1), both the same;
/// millimetres. Formats: nifti1.h, nifti2.h.
/// </summary>
internal static class NiftiHeader
{
    private const int Scanner = 1;
    private const byte Millimetres = 2;

    /// <summary>The header, with the four bytes that say "no extensions".</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="type">The voxels' type.</param>
    /// <param name="version">Which format.</param>
    /// <param name="slope">What a stored number is multiplied by (scl_slope).</param>
    /// <exception cref="ArgumentException">A spacing is not positive.</exception>
    public static byte[] Of(VolumeGeometry grid, VoxelType type, NiftiVersion version, double slope = 1)
    {
        if (grid.Spacing is not { X: > 0, Y: > 0, Z: > 0 })
        {
            throw new ArgumentException("A spacing is not positive.", nameof(grid));
        }

        var wide = version == NiftiVersion.Nifti2 || Math.Max(grid.Size.X, Math.Max(grid.Size.Y, grid.Size.Z)) > short.MaxValue;
        return wide ? Header2(grid, type, slope) : Header1(grid, type, slope);
    }

    private static byte[] Header1(VolumeGeometry grid, VoxelType type, double slope)
    {
        var header = new byte[352];
        BinaryPrimitives.WriteInt32LittleEndian(header, NiftiPreamble.Length1);
        header[38] = (byte)'r';
        long[] lengths = [3, grid.Size.X, grid.Size.Y, grid.Size.Z, 1, 1, 1, 1];
        for (var i = 0; i < lengths.Length; i++)
        {
            Int16(40 + (2 * i), lengths[i]);
        }

        Int16(70, CodeOf(type));
        Int16(72, 8 * type.SizeInBytes());
        Singles(108, 352, slope, 0); // vox_offset, scl_slope, scl_inter
        header[123] = Millimetres;
        Int16(252, Scanner);
        Int16(254, Scanner);
        var place = NiftiPlace.Of(grid);
        Singles(76, place.PixelDimensions);
        Singles(256, place.Qform);
        Singles(280, place.Sform);
        "n+1\0"u8.CopyTo(header.AsSpan(344));
        return header;

        void Int16(int at, long value) => BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(at), (short)value);

        void Singles(int at, params ReadOnlySpan<double> values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(header.AsSpan(at + (4 * i)), (float)values[i]);
            }
        }
    }

    private static byte[] Header2(VolumeGeometry grid, VoxelType type, double slope)
    {
        var header = new byte[544];
        BinaryPrimitives.WriteInt32LittleEndian(header, NiftiPreamble.Length2);
        "n+2\0\r\n\u001a\n"u8.CopyTo(header.AsSpan(4));
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(12), CodeOf(type));
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(14), (short)(8 * type.SizeInBytes()));
        long[] lengths = [3, grid.Size.X, grid.Size.Y, grid.Size.Z, 1, 1, 1, 1];
        for (var i = 0; i < lengths.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16 + (8 * i)), lengths[i]);
        }

        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(168), header.Length); // vox_offset
        Doubles(176, slope, 0); // scl_slope, scl_inter
        foreach (var (at, value) in new[] { (344, Scanner), (348, Scanner), (500, Millimetres) })
        {
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(at), value);
        }

        var place = NiftiPlace.Of(grid);
        Doubles(104, place.PixelDimensions);
        Doubles(352, place.Qform);
        Doubles(400, place.Sform);
        return header;

        void Doubles(int at, params ReadOnlySpan<double> values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(header.AsSpan(at + (8 * i)), values[i]);
            }
        }
    }

    private static short CodeOf(VoxelType type) => type switch
    {
        VoxelType.UInt8 => 2,
        VoxelType.Int16 => 4,
        VoxelType.Int32 => 8,
        VoxelType.Float32 => 16,
        VoxelType.UInt16 => 512,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };
}
