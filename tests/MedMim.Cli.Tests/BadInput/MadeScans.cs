using System.Buffers.Binary;

namespace MedMim.Cli.Tests.BadInput;

/// <summary>Small NIfTI-1 files written by the test itself (nifti1.h), so that these tests need no scans.</summary>
internal static class MadeScans
{
    private const int HeaderBytes = 352;

    /// <param name="path">Where; the folder is made.</param>
    /// <param name="edge">Voxels along each axis, of 1 mm.</param>
    /// <param name="seed">Makes volumes differ.</param>
    /// <param name="isLabel">Values 0 and 1 in place of a picture.</param>
    public static void Write(string path, int edge, int seed, bool isLabel = false)
    {
        var bytes = new byte[HeaderBytes + (edge * edge * edge)];
        var header = bytes.AsSpan(0, HeaderBytes);
        BinaryPrimitives.WriteInt32LittleEndian(header, 348);
        short[] dim = [3, (short)edge, (short)edge, (short)edge, 1, 1, 1, 1];
        for (var i = 0; i < dim.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(header[(40 + (2 * i))..], dim[i]);
            BinaryPrimitives.WriteSingleLittleEndian(header[(76 + (4 * i))..], 1);
        }

        BinaryPrimitives.WriteInt16LittleEndian(header[70..], 2); // unsigned bytes
        BinaryPrimitives.WriteInt16LittleEndian(header[72..], 8);
        BinaryPrimitives.WriteSingleLittleEndian(header[108..], HeaderBytes);
        BinaryPrimitives.WriteSingleLittleEndian(header[112..], 1);
        header[123] = 2; // millimetres
        BinaryPrimitives.WriteInt16LittleEndian(header[254..], 1);
        for (var axis = 0; axis < 3; axis++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(header[(280 + (20 * axis))..], 1);
        }

        "n+1\0"u8.CopyTo(header[344..]);
        for (var i = 0; i < bytes.Length - HeaderBytes; i++)
        {
            var (x, y, z) = (i % edge, i / edge % edge, i / edge / edge);
            var inside = Math.Abs(x - (edge / 2)) + Math.Abs(y - (edge / 2)) + Math.Abs(z - (edge / 2)) < edge / 2;
            bytes[HeaderBytes + i] = isLabel ? (byte)(inside ? 1 : 0) : (byte)(inside ? 80 + ((x + (3 * y) + (7 * seed)) % 100) : 0);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }
}
