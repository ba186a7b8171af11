using System.Text;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Deidentification.Elements;

/// <summary>
/// Writes data elements in a given encoding; sequences and items with their lengths. Pixel data are copied from the
/// file they are in, byte by byte.
/// </summary>
internal sealed class ElementWriter(Stream target, ElementEncoding encoding, Stream? pixels)
{
    private const uint Undefined = 0xFFFFFFFF;
    private static readonly DicomTag Item = new(0xFFFE, 0xE000);
    private readonly byte[] _head = new byte[12];

    public void Write(ElementSet elements)
    {
        foreach (var element in elements)
        {
            Write(element);
        }
    }

    /// <summary>Bytes that the elements take.</summary>
    public long LengthOf(ElementSet elements) => elements.Sum(e => HeadLength(e) + ValueLength(e));

    private void Write(Element element)
    {
        var length = ValueLength(element);
        Head(element, element.Pixels is { Encapsulated: true } ? Undefined : checked((uint)length));
        if (element.Items is { } items)
        {
            foreach (var item in items)
            {
                Tag(Item);
                encoding.Long(_head.AsSpan(4), checked((uint)LengthOf(item)));
                target.Write(_head, 0, 8);
                Write(item);
            }
        }
        else if (element.Pixels is { } range)
        {
            Copy(range);
            Pad(range.Length, length, 0);
        }
        else
        {
            target.Write(element.Value);
            Pad(element.Value.Length, length, Padding(element.Vr));
        }
    }

    private void Head(Element element, uint length)
    {
        Tag(element.Tag);
        if (!encoding.ExplicitVr)
        {
            encoding.Long(_head.AsSpan(4), length);
            target.Write(_head, 0, 8);
            return;
        }

        var vr = Written(element);
        Encoding.ASCII.GetBytes(vr.ToString(), _head.AsSpan(4));
        if (Representations.HasLongLength(vr))
        {
            _head[6] = _head[7] = 0;
            encoding.Long(_head.AsSpan(8), length);
            target.Write(_head, 0, 12);
        }
        else
        {
            encoding.Short(_head.AsSpan(6), checked((ushort)length));
            target.Write(_head, 0, 8);
        }
    }

    // A long value that came without a representation does not fit the short length of the one it should have.
    private static DicomVr Written(Element element) =>
        element.Value.Length > ushort.MaxValue - 1 && !Representations.HasLongLength(element.Vr) ? DicomVr.UN : element.Vr;

    private int HeadLength(Element element) => encoding.ExplicitVr && Representations.HasLongLength(Written(element)) ? 12 : 8;

    private long ValueLength(Element element)
    {
        var length = element.Items is { } items ? items.Sum(i => 8 + LengthOf(i))
            : element.Pixels?.Length ?? element.Value.Length;
        return length + (length & 1);
    }

    private static byte Padding(DicomVr vr) => vr == DicomVr.UI || Representations.IsBulk(vr) ? (byte)0 : (byte)' ';

    private void Pad(long written, long length, byte padding)
    {
        if (written < length)
        {
            target.WriteByte(padding);
        }
    }

    private void Tag(DicomTag tag)
    {
        encoding.Short(_head, tag.Group);
        encoding.Short(_head.AsSpan(2), tag.Element);
    }

    private void Copy(FileRange range)
    {
        pixels!.Position = range.Offset;
        var buffer = new byte[1 << 16];
        for (var left = range.Length; left > 0;)
        {
            var part = (int)Math.Min(left, buffer.Length);
            pixels.ReadExactly(buffer, 0, part);
            target.Write(buffer, 0, part);
            left -= part;
        }
    }
}
