using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace MedMim.Imaging.Dicom;

/// <summary>Typed filling of a data set; values are padded to even length as the standard asks.</summary>
public static class DicomBuilding
{
    /// <summary>Sets a text; several values are joined by backslashes.</summary>
    public static DicomDataset SetText(this DicomDataset dataset, DicomTag tag, DicomVr vr, params string[] values)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Join('\\', values));
        if (bytes.Length % 2 == 1)
        {
            Array.Resize(ref bytes, bytes.Length + 1);
            bytes[^1] = vr == DicomVr.UI ? (byte)0 : (byte)' ';
        }

        return dataset.Put(new DicomElement(tag, vr) { Bytes = bytes });
    }

    /// <summary>
    /// Sets decimal strings (DS), each the shortest text that reads back as the same number, cut to the 16 characters
    /// that the standard allows.
    /// </summary>
    public static DicomDataset SetDecimals(this DicomDataset dataset, DicomTag tag, params double[] values) =>
        dataset.SetText(tag, DicomVr.DS, [.. values.Select(DecimalString)]);

    /// <summary>Sets integer strings (IS).</summary>
    public static DicomDataset SetIntegers(this DicomDataset dataset, DicomTag tag, params int[] values) =>
        dataset.SetText(tag, DicomVr.IS, [.. values.Select(v => v.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>Sets 16-bit unsigned numbers (US).</summary>
    public static DicomDataset SetShorts(this DicomDataset dataset, DicomTag tag, params ushort[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var bytes = new byte[values.Length * 2];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(i * 2), values[i]);
        }

        return dataset.Put(new DicomElement(tag, DicomVr.US) { Bytes = bytes });
    }

    /// <summary>Sets 32-bit unsigned numbers (UL).</summary>
    public static DicomDataset SetLongs(this DicomDataset dataset, DicomTag tag, params uint[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var bytes = new byte[values.Length * 4];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * 4), values[i]);
        }

        return dataset.Put(new DicomElement(tag, DicomVr.UL) { Bytes = bytes });
    }

    /// <summary>Sets tags as values (AT).</summary>
    public static DicomDataset SetTags(this DicomDataset dataset, DicomTag tag, params DicomTag[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var bytes = new byte[values.Length * 4];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(i * 4), values[i].Group);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan((i * 4) + 2), values[i].Element);
        }

        return dataset.Put(new DicomElement(tag, DicomVr.AT) { Bytes = bytes });
    }

    /// <summary>Sets a sequence.</summary>
    public static DicomDataset SetItems(this DicomDataset dataset, DicomTag tag, params DicomDataset[] items) =>
        dataset.Put(new DicomElement(tag, DicomVr.SQ) { Items = items });

    /// <summary>A number as a decimal string of at most 16 characters.</summary>
    public static string DecimalString(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        for (var digits = 15; text.Length > 16; digits--)
        {
            text = value.ToString($"G{digits}", CultureInfo.InvariantCulture);
        }

        return text;
    }

    private static DicomDataset Put(this DicomDataset dataset, DicomElement element)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        dataset.Set(element);
        return dataset;
    }
}
