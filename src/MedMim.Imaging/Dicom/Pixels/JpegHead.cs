using System.Buffers.Binary;

namespace MedMim.Imaging.Dicom.Pixels;

/// <summary>The beginning of a JPEG or JPEG-LS stream (ISO 10918-1 B.2, ISO 14495-1 C.2).</summary>
internal static class JpegHead
{
    private const int FrameHead = 8;

    /// <summary>The size in the frame's head; null where there is none.</summary>
    public static CodestreamSize? Size(ReadOnlySpan<byte> stream)
    {
        if (stream is not [0xFF, 0xD8, ..])
        {
            return null;
        }

        var rest = stream[2..];
        while (rest is [0xFF, var marker, ..])
        {
            if (marker == 0xFF)
            {
                rest = rest[1..]; // Fill.
                continue;
            }

            var length = rest.Length < 4 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (length < 2 || length > rest.Length - 2)
            {
                return null;
            }

            if (IsFrame(marker))
            {
                return length < FrameHead ? null : Size(rest[9], rest[4], rest[5..]);
            }

            rest = rest[(2 + length)..];
        }

        return null;
    }

    private static CodestreamSize Size(byte samples, byte bits, ReadOnlySpan<byte> lines) => new(
        BinaryPrimitives.ReadUInt16BigEndian(lines), BinaryPrimitives.ReadUInt16BigEndian(lines[2..]), samples, bits);

    // SOF0 to SOF15 but for the markers DHT, JPG and DAC among them, and SOF55 of JPEG-LS.
    private static bool IsFrame(byte marker) =>
        marker is (>= 0xC0 and <= 0xCF and not 0xC4 and not 0xC8 and not 0xCC) or 0xF7;
}
