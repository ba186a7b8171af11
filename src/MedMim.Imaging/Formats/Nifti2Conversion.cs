using System.Buffers.Binary;

namespace MedMim.Imaging.Formats;

/// <summary>
/// Rewrites a NIfTI-2 header as NIfTI-1, which is all that ITK 5.2 reads: the same fields in smaller types, in the file's
/// byte order. ITK then finds the orientation; the voxels are read from the original. Fields that no reader of volumes
/// needs (texts, intents, timing) are left out.
/// </summary>
internal static class Nifti2Conversion
{
    /// <summary>Writes the NIfTI-1 header.</summary>
    /// <param name="start">The NIfTI-2 header, 540 bytes; its lengths fit 16 bits.</param>
    /// <param name="preamble">Its fields.</param>
    /// <param name="target">A new file, name ending in .nii.</param>
    public static void Write(byte[] start, NiftiPreamble preamble, string target)
    {
        using var output = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
        output.Write(Header(start, preamble.LittleEndian));
    }

    private static byte[] Header(byte[] old, bool little)
    {
        var header = new byte[352];
        var fields = new EndianReader(old, little);
        Int32(header.AsSpan(0), NiftiPreamble.Length1);
        for (var i = 0; i < 8; i++)
        {
            Int16(header.AsSpan(40 + (2 * i)), checked((short)fields.Int64(16 + (8 * i))));
            Single(header.AsSpan(76 + (4 * i)), fields.Double(104 + (8 * i)));
        }

        old.AsSpan(12, 4).CopyTo(header.AsSpan(70)); // datatype, bitpix
        Single(header.AsSpan(108), 352); // vox_offset
        Single(header.AsSpan(112), fields.Double(176)); // scl_slope
        Single(header.AsSpan(116), fields.Double(184)); // scl_inter
        header[123] = (byte)fields.Int32(500); // xyzt_units
        Int16(header.AsSpan(252), (short)fields.Int32(344)); // qform_code
        Int16(header.AsSpan(254), (short)fields.Int32(348)); // sform_code
        for (var i = 0; i < 18; i++)
        {
            // Quaternion (3), offset (3), and the rows of the affine (12) follow each other in both versions.
            Single(header.AsSpan(256 + (4 * i)), fields.Double(352 + (8 * i)));
        }

        "n+1\0"u8.CopyTo(header.AsSpan(344));
        return header;

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
