namespace MedMim.Imaging.Deidentification.Pixels;

/// <summary>
/// Walks through compressed images by their markers, without decoding them: JPEG and JPEG-LS (ISO 10918-1 B, ISO 14495-1 C),
/// JPEG 2000 (ISO 15444-1 A). In all of them no entropy-coded data look like a marker.
/// </summary>
internal static class Codestreams
{
    private const byte Mark = 0xFF;
    private const byte JpegStart = 0xD8;
    private const byte Jpeg2000Start = 0x4F;
    private const byte End = 0xD9;
    private const byte Scan = 0xDA;
    private const byte TilePart = 0x90;
    private const byte TileData = 0x93;

    /// <summary>Walks to the end of the pixels.</summary>
    /// <param name="bytes">The fragments, at their beginning.</param>
    /// <param name="comments">Gathers the segments that no decoder needs: comments, application data, reserved markers.</param>
    /// <returns>How many images there are; null where an image has no end, or other bytes stand behind or between them.</returns>
    public static int? Count(FragmentStream bytes, ICollection<byte[]> comments)
    {
        for (var images = 0; ; images++)
        {
            var next = bytes.AtStart;
            var value = bytes.Read();
            while (value is 0 or Mark && !(next && value == Mark))
            {
                next = bytes.AtStart; // Padding.
                value = bytes.Read();
            }

            if (value < 0)
            {
                return images;
            }

            var kind = bytes.Read();
            if (value != Mark || kind is not (JpegStart or Jpeg2000Start) || !Walk(bytes, kind == Jpeg2000Start, comments))
            {
                return null;
            }
        }
    }

    // From behind the first marker to behind the last.
    private static bool Walk(FragmentStream bytes, bool isJpeg2000, ICollection<byte[]> comments)
    {
        var marker = Marker(bytes);
        while (marker is >= 0 and not End)
        {
            var isData = marker == (isJpeg2000 ? TileData : Scan);
            if (!(isJpeg2000 && isData) && !Segment(bytes, marker, isJpeg2000, comments))
            {
                return false;
            }

            marker = isData ? Data(bytes, isJpeg2000) : Marker(bytes);
        }

        return marker == End;
    }

    private static int Marker(FragmentStream bytes)
    {
        if (bytes.Read() != Mark)
        {
            return -1;
        }

        var marker = bytes.Read();
        while (marker == Mark)
        {
            marker = bytes.Read(); // Fill bytes.
        }

        return marker;
    }

    private static bool Segment(FragmentStream bytes, int marker, bool isJpeg2000, ICollection<byte[]> comments)
    {
        var length = (bytes.Read() << 8) + bytes.Read() - 2;
        if (length < 0)
        {
            return false;
        }

        var content = new byte[length];
        for (var i = 0; i < length; i++)
        {
            if (bytes.Read() is var value and >= 0)
            {
                content[i] = (byte)value;
            }
            else
            {
                return false;
            }
        }

        if (!(isJpeg2000 ? IsJpeg2000Coding(marker) : IsJpegCoding(marker)))
        {
            comments.Add(content);
        }

        return true;
    }

    // Frame heads and tables; those of JPEG-LS are F7 and F8.
    private static bool IsJpegCoding(int marker) => marker is (>= 0xC0 and <= 0xCF and not 0xC8) or (>= Scan and <= 0xDF) or 0xF7 or 0xF8;

    // Capabilities, sizes, coding styles, lengths, quantization, packed heads, registration, tile parts, packets.
    private static bool IsJpeg2000Coding(int marker) => marker is (>= 0x50 and <= 0x63) or (>= TilePart and <= TileData);

    // Entropy-coded data: the marker that ends them; -1 where none does.
    private static int Data(FragmentStream bytes, bool isJpeg2000)
    {
        var value = bytes.Read();
        while (value >= 0)
        {
            if (value != Mark)
            {
                value = bytes.Read();
                continue;
            }

            value = bytes.Read();
            if (isJpeg2000 ? value is TilePart or End : value is >= 0xC0 and < Mark and not (>= 0xD0 and <= 0xD7))
            {
                return value;
            }
        }

        return -1;
    }
}
