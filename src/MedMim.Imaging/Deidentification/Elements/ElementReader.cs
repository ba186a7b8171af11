using MedMim.Imaging.Deidentification.Profile;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Deidentification.Elements;

/// <summary>
/// Reads data elements (DICOM PS3.5 7) from a stream of unknown origin. What follows the last element of a data set is
/// not read: bytes after the pixel data, and bytes that begin no element.
/// </summary>
internal sealed class ElementReader(Stream stream, ElementEncoding encoding)
{
    private const uint Undefined = 0xFFFFFFFF;
    private const ushort Delimiters = 0xFFFE;
    private const ushort Item = 0xE000;
    private const ushort ItemEnd = 0xE00D;
    private const ushort SequenceEnd = 0xE0DD;
    private readonly byte[] _head = new byte[8];

    /// <summary>Reads the elements of group 0002 and stops before the next one.</summary>
    public ElementSet ReadMeta()
    {
        var meta = new ElementSet();
        while (stream.Length - stream.Position >= 8)
        {
            var at = stream.Position;
            stream.ReadExactly(_head, 0, 2);
            stream.Position = at;
            if (encoding.Short(_head) != 2)
            {
                break;
            }

            meta.Add(ReadElement(stream.Length, 0) ?? throw Broken());
        }

        return meta;
    }

    /// <summary>Reads a whole data set from the stream's place to its end.</summary>
    public ElementSet ReadDataset()
    {
        var dataset = new ElementSet();
        var last = default(DicomTag);
        while (stream.Length - stream.Position >= 8)
        {
            var element = ReadTop(last);
            if (element is null || element.Tag.Number == 0xFFFCFFFC)
            {
                break;
            }

            last = element.Tag > last ? element.Tag : last;
            if (element.Tag.Element != 0 && element.Tag.Group > 2)
            {
                dataset.Add(element);
            }
        }

        return dataset;
    }

    // After pixel data, and where a tag comes that cannot follow, anything unreadable is no part of the data set.
    private Element? ReadTop(DicomTag last)
    {
        var start = stream.Position;
        var mayEnd = last.Group >= 0x7FE0;
        try
        {
            var element = ReadElement(stream.Length, 0);
            return element is null || (element.Tag.Group < 8 && last.Group >= 8) ? null : element;
        }
        catch (RefusedException) when (last.Group >= 8 && (mayEnd || !LooksLikeElement(start, last)))
        {
            return null;
        }
    }

    private bool LooksLikeElement(long start, DicomTag last)
    {
        stream.Position = start;
        stream.ReadExactly(_head);
        var tag = Tag();
        return tag > last && (!encoding.ExplicitVr || Representations.Of(_head[4], _head[5]) is not null)
            && (encoding.ExplicitVr || DataDictionary.Find(tag) is not null);
    }

    // Null for a delimiter.
    private Element? ReadElement(long end, int depth)
    {
        if (end - stream.Position < 8)
        {
            throw Truncated();
        }

        stream.ReadExactly(_head);
        var tag = Tag();
        if (tag.Group == Delimiters)
        {
            return tag.Element is ItemEnd or SequenceEnd ? null : throw Broken();
        }

        var (vr, length) = RepresentationAndLength(tag, end);
        if (length != Undefined && length > end - stream.Position)
        {
            throw Truncated();
        }

        var isPixels = depth == 0 && tag.Group == 0x7FE0 && tag.Element is 0x0008 or 0x0009 or 0x0010;
        if (isPixels && vr != DicomVr.SQ)
        {
            return ReadPixels(tag, vr, length, end);
        }

        if (length == Undefined)
        {
            return vr switch
            {
                DicomVr.SQ => new Element(tag, vr) { Items = ReadItems(encoding, null, end, depth + 1) },

                // Of an unknown representation and undefined length: a sequence in implicit encoding (PS3.5 6.2.2).
                DicomVr.UN => new Element(tag, DicomVr.SQ)
                {
                    Items = ReadItems(ElementEncoding.ImplicitLittleEndian, null, end, depth + 1),
                },
                DicomVr.OB or DicomVr.OW => new Element(tag, vr) { Value = ReadFragments(end) },
                _ => throw Broken(),
            };
        }

        if (vr == DicomVr.SQ)
        {
            return new Element(tag, vr) { Items = ReadItems(encoding, stream.Position + length, end, depth + 1) };
        }

        if (length > Array.MaxLength)
        {
            throw new RefusedException(new(RefusalCodes.Unsupported, "A value outside the pixel data is larger than 2 GiB."));
        }

        var value = new byte[length];
        stream.ReadExactly(value);
        return vr == DicomVr.UN ? Known(tag, value, depth) : new Element(tag, vr) { Value = value };
    }

    // What a sender did not know the dictionary may: the value is then in implicit encoding.
    private static Element Known(DicomTag tag, byte[] value, int depth)
    {
        var vr = DataDictionary.RepresentationOf(tag);
        if (vr != DicomVr.SQ)
        {
            return new Element(tag, vr) { Value = value };
        }

        try
        {
            using var inner = new MemoryStream(value, writable: false);
            var reader = new ElementReader(inner, ElementEncoding.ImplicitLittleEndian);
            return new Element(tag, vr)
            {
                Items = reader.ReadItems(ElementEncoding.ImplicitLittleEndian, value.Length, value.Length, depth + 1),
            };
        }
        catch (RefusedException)
        {
            return new Element(tag, DicomVr.UN) { Value = value };
        }
    }

    private (DicomVr Vr, uint Length) RepresentationAndLength(DicomTag tag, long end)
    {
        if (!encoding.ExplicitVr)
        {
            var length = encoding.Long(_head.AsSpan(4));
            var known = DataDictionary.RepresentationOf(tag);
            return (length == Undefined && known == DicomVr.UN ? DicomVr.SQ : known, length);
        }

        var vr = Representations.Of(_head[4], _head[5]) ?? throw Broken();
        if (!Representations.HasLongLength(vr))
        {
            return (vr, encoding.Short(_head.AsSpan(6)));
        }

        if (end - stream.Position < 4)
        {
            throw Truncated();
        }

        stream.ReadExactly(_head, 0, 4);
        return (vr, encoding.Long(_head));
    }

    private Element ReadPixels(DicomTag tag, DicomVr vr, uint length, long end)
    {
        var offset = stream.Position;
        if (length == Undefined)
        {
            SkipFragments(end);
        }
        else
        {
            stream.Position += length;
        }

        return new Element(tag, vr) { Pixels = new FileRange(offset, stream.Position - offset, length == Undefined) };
    }

    private byte[] ReadFragments(long end)
    {
        var offset = stream.Position;
        SkipFragments(end);
        var value = new byte[stream.Position - offset];
        stream.Position = offset;
        stream.ReadExactly(value);
        return value;
    }

    private void SkipFragments(long end)
    {
        while (true)
        {
            if (end - stream.Position < 8)
            {
                throw Truncated();
            }

            stream.ReadExactly(_head);
            var tag = Tag();
            var length = encoding.Long(_head.AsSpan(4));
            if (tag.Group != Delimiters || (tag.Element != Item && tag.Element != SequenceEnd))
            {
                throw Broken();
            }

            if (tag.Element == SequenceEnd)
            {
                return;
            }

            if (length > end - stream.Position)
            {
                throw Truncated();
            }

            stream.Position += length;
        }
    }

    private List<ElementSet> ReadItems(ElementEncoding items, long? stop, long end, int depth)
    {
        if (depth > DicomLimits.DeepestNesting)
        {
            throw new RefusedException(new(RefusalCodes.BrokenHeader, "Its sequences are nested too deeply."));
        }

        if (items != encoding)
        {
            return new ElementReader(stream, items).ReadItems(items, stop, end, depth);
        }

        var list = new List<ElementSet>();
        var limit = stop ?? end;
        while (stop is null || stream.Position < stop)
        {
            if (limit - stream.Position < 8)
            {
                throw Truncated();
            }

            stream.ReadExactly(_head);
            var tag = Tag();
            var length = encoding.Long(_head.AsSpan(4));
            if (tag.Group != Delimiters || (tag.Element != Item && tag.Element != SequenceEnd))
            {
                throw Broken();
            }

            if (tag.Element == SequenceEnd)
            {
                break;
            }

            if (length != Undefined && length > limit - stream.Position)
            {
                throw Truncated();
            }

            list.Add(ReadItem(length == Undefined ? null : stream.Position + length, limit, depth));
        }

        return list;
    }

    private ElementSet ReadItem(long? stop, long end, int depth)
    {
        var item = new ElementSet();
        while (stop is null || stream.Position < stop)
        {
            var element = ReadElement(stop ?? end, depth);
            if (element is null)
            {
                break;
            }

            if (element.Tag.Element != 0)
            {
                item.Add(element);
            }
        }

        return item;
    }

    private DicomTag Tag() => new(encoding.Short(_head), encoding.Short(_head.AsSpan(2)));

    private static RefusedException Truncated() =>
        new(new(RefusalCodes.Truncated, "The file ends before its header says it does."));

    private static RefusedException Broken() =>
        new(new(RefusalCodes.BrokenHeader, "The header contradicts itself or cannot be parsed."));
}
