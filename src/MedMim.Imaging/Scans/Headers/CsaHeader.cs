using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace MedMim.Imaging.Scans.Headers;

/// <summary>
/// The header that Siemens scanners of the numaris 4 generation put into a private element: named lists of texts, after
/// the magic <c>SV10</c>. The layout is described in nibabel's documentation, "Siemens format DICOM with CSA header".
/// </summary>
internal static class CsaHeader
{
    private const int NameLength = 64;
    private const int TagLength = 84;
    private const int ItemHeadLength = 16;
    private const int MostTags = 1024;

    /// <summary>The numbers of a named list; none where the header or the name is missing, or the header is damaged.</summary>
    public static IReadOnlyList<double> Numbers(ReadOnlySpan<byte> header, string name)
    {
        if (header.Length < 16 || !header.StartsWith("SV10"u8))
        {
            return [];
        }

        var count = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        var at = 16;
        for (var tag = 0; tag < Math.Min(count, MostTags); tag++)
        {
            if (at + TagLength > header.Length)
            {
                return [];
            }

            var found = Text(header.Slice(at, NameLength)) == name;
            var items = BinaryPrimitives.ReadInt32LittleEndian(header[(at + 76)..]);
            at += TagLength;
            var values = new List<double>();
            for (var item = 0; item < items; item++)
            {
                var length = at + ItemHeadLength <= header.Length ? BinaryPrimitives.ReadInt32LittleEndian(header[(at + 4)..]) : -1;
                at += ItemHeadLength;
                if (length < 0 || length > header.Length - at)
                {
                    return [];
                }

                if (double.TryParse(Text(header.Slice(at, length)), CultureInfo.InvariantCulture, out var value))
                {
                    values.Add(value);
                }

                at += (length + 3) & ~3;
            }

            if (found)
            {
                return values;
            }
        }

        return [];
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? bytes : bytes[..end]).Trim();
    }
}
