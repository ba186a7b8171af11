using MedMim.Imaging.Dicom;
using MedMim.Imaging.Dicom.Tables;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Deidentification.Elements;

/// <summary>Reads what stands before values: tags, representations, lengths, and the delimiters of items and fragments.</summary>
internal sealed class ElementHeadReader(Stream stream, ElementEncoding encoding)
{
    /// <summary>A length that is not stated: a delimiter ends the value.</summary>
    public const uint Undefined = 0xFFFFFFFF;

    private const int Length = 8;
    private const ushort Delimiters = 0xFFFE;
    private const ushort Item = 0xE000;
    private const ushort ItemEnd = 0xE00D;
    private const ushort SequenceEnd = 0xE0DD;
    private readonly byte[] _head = new byte[Length];

    /// <summary>Reads the head of an element that must end before <paramref name="end"/>; null where a delimiter stands.</summary>
    /// <exception cref="RefusedException">There is no whole element.</exception>
    public (DicomTag Tag, DicomVr Vr, uint Length)? ReadElement(long end)
    {
        var tag = ReadTag(end);
        if (tag.Group == Delimiters)
        {
            return tag.Element is ItemEnd or SequenceEnd ? null : throw Broken();
        }

        var (vr, length) = RepresentationAndLength(tag, end);
        return length == Undefined || length <= end - stream.Position ? (tag, vr, length) : throw Truncated();
    }

    /// <summary>Reads the head of an item or fragment, and its length; null where the sequence's delimiter stands.</summary>
    /// <param name="end">Where the item must end.</param>
    /// <param name="mayBeUndefined">Whether its end may be marked rather than stated.</param>
    /// <exception cref="RefusedException">There is neither.</exception>
    public uint? ReadItem(long end, bool mayBeUndefined)
    {
        var tag = ReadTag(end);
        var length = encoding.Long(_head.AsSpan(4));
        if (tag.Group != Delimiters || (tag.Element != Item && tag.Element != SequenceEnd))
        {
            throw Broken();
        }

        if (tag.Element == SequenceEnd)
        {
            return null;
        }

        return (mayBeUndefined && length == Undefined) || length <= end - stream.Position ? length : throw Truncated();
    }

    /// <summary>Whether what stands at a place may be the element after <paramref name="last"/>.</summary>
    public bool LooksLikeElement(long at, DicomTag last)
    {
        stream.Position = at;
        var tag = ReadTag(stream.Length);
        return tag > last && (!encoding.ExplicitVr || Representations.Of(_head[4], _head[5]) is not null)
            && (encoding.ExplicitVr || DataDictionary.Find(tag) is not null);
    }

    /// <summary>The group of the element that comes next, which is not read.</summary>
    public ushort PeekGroup()
    {
        stream.ReadExactly(_head, 0, 2);
        stream.Position -= 2;
        return encoding.Short(_head);
    }

    public static RefusedException Truncated() =>
        new(new(RefusalCodes.Truncated, "The file ends before its header says it does."));

    public static RefusedException Broken() =>
        new(new(RefusalCodes.BrokenHeader, "The header contradicts itself or cannot be parsed."));

    private DicomTag ReadTag(long end)
    {
        if (end - stream.Position < Length)
        {
            throw Truncated();
        }

        stream.ReadExactly(_head);
        return new(encoding.Short(_head), encoding.Short(_head.AsSpan(2)));
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
}
