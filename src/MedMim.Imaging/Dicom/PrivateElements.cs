using System.Buffers;
using System.Buffers.Binary;

namespace MedMim.Imaging.Dicom;

/// <summary>Reading of private elements, in whatever block their creator put them.</summary>
public static class PrivateElements
{
    private static readonly SearchValues<byte> TextOfNumbers = SearchValues.Create("0123456789+-.eE\\ \0"u8);

    /// <summary>The element, wherever its creator put the block; null where missing.</summary>
    public static DicomElement? Find(this DicomDataset dataset, PrivateTag tag)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(tag);
        for (ushort block = 0x10; block <= 0xFF; block++)
        {
            if (dataset.Contains(new(tag.Group, block))
                && dataset.Text(new(tag.Group, block)).StartsWith(tag.Creator, StringComparison.OrdinalIgnoreCase)
                && dataset[new(tag.Group, (ushort)((block << 8) | tag.Offset))] is { } element)
            {
                return element;
            }
        }

        return null;
    }

    /// <summary>
    /// The numbers of a private element. Implicit files do not give its representation: four or eight bytes that are no
    /// digits are then read as binary floating point.
    /// </summary>
    public static IReadOnlyList<double> Numbers(this DicomDataset dataset, PrivateTag tag)
    {
        if (dataset.Find(tag) is not { } element)
        {
            return [];
        }

        if (element.Vr != DicomVr.UN)
        {
            return dataset.Numbers(element.Tag);
        }

        var bytes = element.Bytes.Span;
        var isText = bytes.IndexOfAnyExcept(TextOfNumbers) < 0;
        return isText ? dataset.Numbers(element.Tag)
            : bytes.Length == 4 ? [BinaryPrimitives.ReadSingleLittleEndian(bytes)]
            : bytes.Length % 8 == 0 ? Doubles(bytes)
            : [];
    }

    private static double[] Doubles(ReadOnlySpan<byte> bytes)
    {
        var values = new double[bytes.Length / 8];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..]);
        }

        return values;
    }
}
