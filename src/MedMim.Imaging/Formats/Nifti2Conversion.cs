using System.Buffers.Binary;

namespace MedMim.Imaging.Formats;

/// <summary>
/// Rewrites a NIfTI-2 file as NIfTI-1, which is all that ITK 5.2 reads: the same fields in smaller types, in the file's
/// byte order, and the voxels as they are. Fields that no reader of volumes needs (texts, intents, timing) are left out.
/// </summary>
internal static class Nifti2Conversion
{
    /// <summary>Writes the NIfTI-1 file, without compression.</summary>
    /// <param name="source">A NIfTI-2 file, plain or gzip, whose lengths fit 16 bits.</param>
    /// <param name="preamble">Its fields.</param>
    /// <param name="target">A new file, name ending in .nii.</param>
    /// <param name="withVoxels">False to write the header alone.</param>
    public static void Write(string source, NiftiPreamble preamble, string target, bool withVoxels)
    {
        using var input = VolumeContent.Open(source);
        var start = new byte[preamble.VoxelOffset];
        input.ReadExactly(start);
        using var output = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
        output.Write(Header(start, preamble.LittleEndian));
        if (withVoxels)
        {
            input.CopyTo(output);
        }
    }

    private static byte[] Header(byte[] old, bool little)
    {
        var header = new byte[352];
        Int32(header.AsSpan(0), NiftiPreamble.Length1);
        for (var i = 0; i < 8; i++)
        {
            Int16(header.AsSpan(40 + (2 * i)), checked((short)Int64(16 + (8 * i))));
            Single(header.AsSpan(76 + (4 * i)), Double(104 + (8 * i)));
        }

        old.AsSpan(12, 4).CopyTo(header.AsSpan(70)); // datatype, bitpix
        Single(header.AsSpan(108), 352); // vox_offset
        Single(header.AsSpan(112), Double(176)); // scl_slope
        Single(header.AsSpan(116), Double(184)); // scl_inter
        header[123] = (byte)Int32At(500); // xyzt_units
        Int16(header.AsSpan(252), (short)Int32At(344)); // qform_code
        Int16(header.AsSpan(254), (short)Int32At(348)); // sform_code
        for (var i = 0; i < 18; i++)
        {
            // Quaternion (3), offset (3), and the rows of the affine (12) follow each other in both versions.
            Single(header.AsSpan(256 + (4 * i)), Double(352 + (8 * i)));
        }

        "n+1\0"u8.CopyTo(header.AsSpan(344));
        return header;

        long Int64(int at) => little
            ? BinaryPrimitives.ReadInt64LittleEndian(old.AsSpan(at)) : BinaryPrimitives.ReadInt64BigEndian(old.AsSpan(at));
        int Int32At(int at) => little
            ? BinaryPrimitives.ReadInt32LittleEndian(old.AsSpan(at)) : BinaryPrimitives.ReadInt32BigEndian(old.AsSpan(at));
        double Double(int at) => BitConverter.Int64BitsToDouble(Int64(at));
        void Single(Span<byte> to, double value)
        {
            if (little)
            {
                BinaryPrimitives.WriteSingleLittleEndian(to, (float)value);
            }
            else
            {
                BinaryPrimitives.WriteSingleBigEndian(to, (float)value);
            }
        }

        void Int16(Span<byte> to, short value)
        {
            if (little)
            {
                BinaryPrimitives.WriteInt16LittleEndian(to, value);
            }
            else
            {
                BinaryPrimitives.WriteInt16BigEndian(to, value);
            }
        }

        void Int32(Span<byte> to, int value)
        {
            if (little)
            {
                BinaryPrimitives.WriteInt32LittleEndian(to, value);
            }
            else
            {
                BinaryPrimitives.WriteInt32BigEndian(to, value);
            }
        }
    }
}
