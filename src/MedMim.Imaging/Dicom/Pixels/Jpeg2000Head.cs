using System.Buffers.Binary;

namespace MedMim.Imaging.Dicom.Pixels;

/// <summary>The beginning of a JPEG 2000 stream (ISO 15444-1 A.5.1), which some makers wrap in a JP2 file.</summary>
internal static class Jpeg2000Head
{
    private const int Needed = 45;
    private const int LongestWrapping = 4096;

    private static ReadOnlySpan<byte> Mark => [0xFF, 0x4F, 0xFF, 0x51];

    /// <summary>The size in the SIZ segment, of the image's area on its reference grid; null where there is none.</summary>
    public static CodestreamSize? Size(ReadOnlySpan<byte> stream)
    {
        var start = stream[..Math.Min(stream.Length, LongestWrapping)].IndexOf(Mark);
        if (start < 0 || stream.Length - start < Needed)
        {
            return null;
        }

        var head = stream[start..];
        var columns = (long)Number(head, 8) - Number(head, 16);
        var rows = (long)Number(head, 12) - Number(head, 20);
        return rows is > 0 and <= ushort.MaxValue && columns is > 0 and <= ushort.MaxValue
            ? new((int)rows, (int)columns, BinaryPrimitives.ReadUInt16BigEndian(head[40..]), (head[42] & 0x7F) + 1)
            : null;
    }

    private static uint Number(ReadOnlySpan<byte> head, int offset) => BinaryPrimitives.ReadUInt32BigEndian(head[offset..]);
}
