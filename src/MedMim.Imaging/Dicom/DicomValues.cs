using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using MedMim.Imaging.Dicom.Text;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Dicom;

/// <summary>Typed reading of a data set. A missing, empty or malformed value reads as null, an empty text or an empty list.</summary>
public static class DicomValues
{
    /// <summary>
    /// The text of an element, decoded as Specific Character Set says (UTF-8, or Latin-1 where it is none, where it says
    /// nothing), trimmed; empty where missing.
    /// </summary>
    /// <remarks>Values of several are joined by backslashes, as in the file.</remarks>
    public static string Text(this DicomDataset dataset, DicomTag tag)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (dataset[tag] is not { } element)
        {
            return string.Empty;
        }

        var text = HasCharacterSet(element.Vr)
            ? SpecificCharacterSet.Of(dataset.CharacterSet).Decode(element.Bytes.Span, element.Vr)
            : Encoding.Latin1.GetString(element.Bytes.Span);
        return text.Trim(' ', '\0');
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

    /// <summary>All numbers of an element: binary, decimal string or integer string. None if one of them is malformed or not finite.</summary>
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

        return values.All(double.IsFinite) ? values : [];
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

    // Only these depend on the character set; the others are ASCII (PS3.5 6.1.2.2).
    private static bool HasCharacterSet(DicomVr vr) =>
        vr is DicomVr.LO or DicomVr.LT or DicomVr.PN or DicomVr.SH or DicomVr.ST or DicomVr.UC or DicomVr.UT or DicomVr.UN;

    private delegate double ReadOnlySpanFunc(ReadOnlySpan<byte> bytes);
}
