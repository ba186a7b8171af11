using System.Buffers.Binary;
using System.Text;
using MedMim.Imaging.Deidentification.Cleaning;
using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Deidentification.Pixels;

/// <summary>
/// Comments and application segments of compressed pixels (JPEG, JPEG-LS: ISO 10918-1 B.2.4; JPEG 2000: ISO 15444-1 A.9).
/// Pixels are not touched, so a file whose comments name somebody is refused.
/// </summary>
internal static class CompressedComments
{
    private const int ItemHead = 8;
    private const byte Marker = 0xFF;
    private const byte StartOfImage = 0xD8;
    private const byte StartOfCodestream = 0x4F;
    private const byte JpegComment = 0xFE;
    private const byte Jpeg2000Comment = 0x64;

    /// <exception cref="RefusedException"><c>burned-in-text</c>: a comment holds a word that identifies.</exception>
    public static void Check(ElementFile file, IdentityTraces traces)
    {
        if (file.Dataset[Tags.PixelData]?.Pixels is not { Encapsulated: true } range)
        {
            return;
        }

        var head = new byte[ItemHead];
        for (var at = range.Offset; at + ItemHead <= range.Offset + range.Length;)
        {
            file.Body.Position = at;
            file.Body.ReadExactly(head);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
            if (Segments(file.Body, at + ItemHead + length).Any(traces.IsIn))
            {
                throw new RefusedException(new(RefusalCodes.BurnedInText, "A comment within its compressed pixels names somebody."));
            }

            at += ItemHead + length;
        }
    }

    // Segments stand before the first scan: a marker, its length (itself included), its content.
    private static IEnumerable<string> Segments(Stream body, long end)
    {
        var head = new byte[4];
        if (end - body.Position < head.Length)
        {
            yield break;
        }

        body.ReadExactly(head, 0, 2);
        var isJpeg2000 = head[1] == StartOfCodestream;
        if (head[0] != Marker || (head[1] != StartOfImage && !isJpeg2000))
        {
            yield break;
        }

        while (end - body.Position >= head.Length)
        {
            body.ReadExactly(head);
            var length = BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2)) - 2;
            if (head[0] != Marker || head[1] is 0xDA or 0x90 || length < 0 || length > end - body.Position)
            {
                yield break; // The scan, or the first tile.
            }

            if (head[1] == (isJpeg2000 ? Jpeg2000Comment : JpegComment) || (!isJpeg2000 && head[1] is >= 0xE0 and <= 0xEF))
            {
                var content = new byte[length];
                body.ReadExactly(content);
                yield return Encoding.Latin1.GetString(content);
            }
            else
            {
                body.Position += length;
            }
        }
    }
}
