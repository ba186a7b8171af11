using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Dicom;

/// <summary>Typed reading of a data set. A missing, empty or malformed value reads as null, an empty text or an empty list.</summary>
public static class DicomValues
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of an element: UTF-8, or Latin-1 where it is none, trimmed; empty where missing.</summary>
    /// <remarks>Values of several are joined by backslashes, as in the file.</remarks>
    public static string Text(this DicomDataset dataset, DicomTag tag)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return dataset[tag] is { } element ? Decode(element.Bytes.Span) : string.Empty;
    }

    /// <summary>The values of a text element, each trimmed; none where missing or empty.</summary>
    public static IReadOnlyList<string> Texts(this DicomDataset dataset, DicomTag tag)
    {
        var text = dataset.Text(tag);
        return text.Length == 0 ? [] : [.. text.Split('\\').Select(v => v.Trim(' ', '\0'))];
    }

    /// <summary>The first number of an element of any numeric representation, or null.</summary>
    public static double? Number(this DicomDataset dataset, DicomTag tag) =>
        dataset.Numbers(tag) is [var first, ..] ? first : null;

    /// <summary>The first number as an integer; null where missing, not whole or out of range.</summary>
    public static int? Integer(this DicomDataset dataset, DicomTag tag) =>
        dataset.Number(tag) is { } value && value == Math.Floor(value) && Math.Abs(value) <= int.MaxValue ? (int)value : null;

    /// <summary>All numbers of an element: binary, decimal string or integer string. None if one of them is malformed.</summary>
    public static IReadOnlyList<double> Numbers(this DicomDataset dataset, DicomTag tag)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (dataset[tag] is not { } element)
        {
            return [];
        }

        return element.Vr switch
        {
            DicomVr.US or DicomVr.OW => Each(element, 2, b => BinaryPrimitives.ReadUInt16LittleEndian(b)),
            DicomVr.SS => Each(element, 2, b => BinaryPrimitives.ReadInt16LittleEndian(b)),
            DicomVr.UL or DicomVr.OL => Each(element, 4, b => BinaryPrimitives.ReadUInt32LittleEndian(b)),
            DicomVr.SL => Each(element, 4, b => BinaryPrimitives.ReadInt32LittleEndian(b)),
            DicomVr.UV or DicomVr.OV => Each(element, 8, b => BinaryPrimitives.ReadUInt64LittleEndian(b)),
            DicomVr.SV => Each(element, 8, b => BinaryPrimitives.ReadInt64LittleEndian(b)),
            DicomVr.FL or DicomVr.OF => Each(element, 4, b => BinaryPrimitives.ReadSingleLittleEndian(b)),
            DicomVr.FD or DicomVr.OD => Each(element, 8, b => BinaryPrimitives.ReadDoubleLittleEndian(b)),
            _ => Parse(dataset.Texts(tag)),
        };
    }

    /// <summary>Three numbers as a vector, or null.</summary>
    public static Vector3? Vector(this DicomDataset dataset, DicomTag tag) =>
        dataset.Numbers(tag) is [var x, var y, var z] ? new Vector3(x, y, z) : null;

    /// <summary>The items of a sequence; none where missing.</summary>
    public static IReadOnlyList<DicomDataset> Items(this DicomDataset dataset, DicomTag tag)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return dataset[tag]?.Items ?? [];
    }

    private static double[] Each(DicomElement element, int width, ReadOnlySpanFunc read)
    {
        var values = new double[element.Bytes.Length / width];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = read(element.Bytes.Span.Slice(i * width, width));
        }

        return values;
    }

    private static double[] Parse(IReadOnlyList<string> texts)
    {
        var values = new double[texts.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.TryParse(texts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i])
                || !double.IsFinite(values[i]))
            {
                return [];
            }
        }

        return values;
    }

    // Nested items inherit their character set from the file, and files often misstate it. Text that is valid UTF-8 is
    // almost never anything else; the rest is read as Latin-1, which keeps every byte.
    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes).Trim(' ', '\0');
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes).Trim(' ', '\0');
        }
    }

    private delegate double ReadOnlySpanFunc(ReadOnlySpan<byte> bytes);
}
