using MedMim.Imaging.Dicom;
using MedMim.Imaging.Dicom.Tables;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Deidentification.Elements;

/// <summary>
/// Reads data elements (DICOM PS3.5 7) from a stream of unknown origin. What follows the last element of a data set is
/// not read: bytes after the pixel data, and bytes that begin no element.
/// </summary>
internal sealed class ElementReader(Stream stream, ElementEncoding encoding)
{
    private const uint Undefined = ElementHeadReader.Undefined;
    private readonly ElementHeadReader _heads = new(stream, encoding);

    /// <summary>Reads the elements of group 0002 and stops before the next one.</summary>
    public ElementSet ReadMeta()
    {
        var meta = new ElementSet();
        while (stream.Length - stream.Position >= 8 && _heads.PeekGroup() == 2)
        {
            meta.Add(ReadElement(stream.Length, 0) ?? throw ElementHeadReader.Broken());
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
        catch (RefusedException) when (last.Group >= 8 && (mayEnd || !_heads.LooksLikeElement(start, last)))
        {
            return null;
        }
    }

    // Null for a delimiter.
    private Element? ReadElement(long end, int depth)
    {
        if (_heads.ReadElement(end) is not var (tag, vr, length))
        {
            return null;
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
                _ => throw ElementHeadReader.Broken(),
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
        while (_heads.ReadItem(end, mayBeUndefined: false) is { } length)
        {
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
        while ((stop is null || stream.Position < stop) && _heads.ReadItem(limit, mayBeUndefined: true) is { } length)
        {
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
}
