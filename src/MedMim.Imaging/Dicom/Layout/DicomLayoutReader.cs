using System.Text;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Dicom.Layout;

/// <summary>
/// Hops from element to element by their lengths (DICOM PS3.5 7) up to the end of the pixel data. Toolkits abort on some
/// truncated headers, or read half an image without complaint; this tells a truncated file beforehand.
/// </summary>
public sealed class DicomLayoutReader
{
    private const int PreambleLength = 132;
    private const uint MediaStorageSopClassUid = 0x00020002;
    private const uint TransferSyntaxUid = 0x00020010;
    private const uint ExtendedOffsetTable = 0x7FE00001;
    private const uint PixelData = 0x7FE00010;
    private const uint TrailingPadding = 0xFFFCFFFC;
    private const int LongestUid = 66;
    private const int LongestNumber = 16;
    private const uint SamplesPerPixel = 0x00280002;
    private const uint NumberOfFrames = 0x00280008;
    private const uint Rows = 0x00280010;
    private const uint Columns = 0x00280011;
    private const uint BitsAllocated = 0x00280100;

    private readonly Stream _file;
    private readonly ElementReader _elements;
    private readonly HeaderCollector _header;
    private DicomLayout _layout = new();

    private DicomLayoutReader(Stream file, HeaderScope scope)
    {
        _file = file;
        _elements = new(file);
        _header = new(scope);
    }

    /// <summary>Walks a file.</summary>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="RefusedException">Its sequences are nested too deep.</exception>
    public static DicomLayout Of(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 12);
        return Of(file);
    }

    /// <summary>Walks a seekable stream from its beginning, and keeps of its header what <paramref name="scope"/> says.</summary>
    public static DicomLayout Of(Stream file, HeaderScope scope = HeaderScope.None)
    {
        ArgumentNullException.ThrowIfNull(file);
        var reader = new DicomLayoutReader(file, scope);
        return reader.Walk() with { End = Math.Min(file.Position, file.Length) };
    }

    private DicomLayout Walk()
    {
        try
        {
            WalkPreamble();
            WalkMetaInformation();
            var syntax = _layout.SyntaxUid.Length > 0 ? StoredSyntaxes.Find(_layout.SyntaxUid) : SyntaxGuess.Of(_file);
            _layout = _layout with { DataSetStart = _elements.Position, Syntax = syntax };
            if (_elements.AtEnd && syntax is not null)
            {
                return _layout with { Extent = DicomExtent.Truncated };
            }

            if (syntax is null || syntax.Uid == DicomUids.Deflated)
            {
                return _layout with { Extent = DicomExtent.Unknown };
            }

            (_elements.IsExplicit, _elements.IsBigEndian) = (syntax.IsExplicit, syntax.IsBigEndian);
            Elements(syntax.IsExplicit, end: null, depth: 0, syntax.IsBigEndian ? null : _header.Root);
            return _layout with { Header = syntax.IsBigEndian ? null : _header.Result };
        }
        catch (EndOfStreamException)
        {
            return _layout with { Extent = DicomExtent.Truncated };
        }
        catch (FormatException)
        {
            return _layout with { Extent = DicomExtent.Unknown };
        }
    }

    private void WalkPreamble()
    {
        _file.Position = 0;
        var start = new byte[PreambleLength];
        var read = _file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var has = read == start.Length && start.AsSpan(PreambleLength - 4).SequenceEqual("DICM"u8);
        _layout = _layout with { HasPreamble = has };
        _file.Position = has ? PreambleLength : 0;
    }

    private void WalkMetaInformation()
    {
        while (!_elements.AtEnd && SyntaxGuess.NextGroup(_file) == 2)
        {
            var head = _elements.ReadHead(isExplicit: true);
            var into = _header.Place(_header.Root, head.Tag);
            if (head.Tag is TransferSyntaxUid or MediaStorageSopClassUid && head.Length is > 0 and < LongestUid)
            {
                var value = _elements.ReadValue(head.Length);
                HeaderCollector.AddValue(into, head, value);
                var uid = Encoding.ASCII.GetString(value).TrimEnd('\0', ' ');
                _layout = head.Tag == TransferSyntaxUid ? _layout with { SyntaxUid = uid } : _layout with { SopClassUid = uid };
                continue;
            }

            Keep(head, into);
        }
    }

    // An element list ends where the file does, at a delimiter, or at a stated end.
    private void Elements(bool isExplicit, long? end, int depth, DicomDataset? into)
    {
        while (depth == 0 ? !_elements.AtEnd : end is null || _elements.Position < end)
        {
            var start = _elements.Position;
            var head = _elements.ReadHead(isExplicit);
            if (head.Tag == ElementHead.ItemEnd && depth > 0 && end is null)
            {
                return;
            }

            if (depth == 0 && head.Tag == PixelData)
            {
                WalkPixels(head, start);
                return;
            }

            if (depth == 0 && head.Tag == TrailingPadding)
            {
                return;
            }

            Value(head, isExplicit, depth, _header.Place(into, head.Tag));
        }

        if (end is not null && _elements.Position != end)
        {
            throw new FormatException();
        }
    }

    // The data set is where the element belongs; null where it is not kept.
    private void Value(ElementHead head, bool isExplicit, int depth, DicomDataset? into)
    {
        if (head is { IsUndefined: true, Vr: DicomVr.OB or DicomVr.OW })
        {
            Fragments(); // Compressed pixels of an icon.
            HeaderCollector.AddValue(into, head, []);
        }
        else if (head.IsUndefined)
        {
            // A value of unknown representation and length is a sequence in implicit encoding (PS3.5 6.2.2, note 3).
            HeaderCollector.AddItems(into, head, Items(isExplicit && head.Vr != DicomVr.UN, end: null, depth + 1, into));
        }
        else if (head.Vr == DicomVr.SQ)
        {
            HeaderCollector.AddItems(into, head, Items(isExplicit, EndOf(head), depth + 1, into));
        }
        else if (into is not null && head.Vr == DicomVr.UN && HeaderCollector.RepresentationOf(head) == DicomVr.SQ)
        {
            ImplicitItems(head, depth + 1, into);
        }
        else if (depth > 0 || !Note(head, into))
        {
            Keep(head, into);
        }
    }

    private long EndOf(ElementHead head)
    {
        var end = _elements.Position + head.Length;
        return end <= _elements.Length ? end : throw new EndOfStreamException();
    }

    // A sequence by the dictionary, not by the file: what is no items is for a toolkit to judge.
    private void ImplicitItems(ElementHead head, int depth, DicomDataset into)
    {
        var end = EndOf(head);
        try
        {
            HeaderCollector.AddItems(into, head, Items(isExplicit: false, end, depth, into));
        }
        catch (Exception e) when (e is FormatException or EndOfStreamException)
        {
            _header.Doubt();
            _elements.Position = end;
        }
    }

    private void Keep(ElementHead head, DicomDataset? into)
    {
        if (into is not null && _header.Holds(head.Length))
        {
            HeaderCollector.AddValue(into, head, _elements.ReadValue(head.Length));
            return;
        }

        _elements.Skip(head.Length);
        HeaderCollector.AddValue(into, head, []);
    }

    // Reads the values that tell how large the image is; false where the value is still to be read.
    private bool Note(ElementHead head, DicomDataset? into)
    {
        if (head.Tag == ExtendedOffsetTable)
        {
            _layout = _layout with { ExtendedOffsets = new(_elements.Position, head.Length) };
            return false;
        }

        if (head.Length > LongestNumber || head.Tag is not (SamplesPerPixel or NumberOfFrames or Rows or Columns or BitsAllocated))
        {
            return false;
        }

        var value = _elements.ReadValue(head.Length);
        HeaderCollector.AddValue(into, head, value);
        var number = head.Tag == NumberOfFrames ? ElementReader.Text(value) : _elements.Short(value);
        var promised = _layout.Promised;
        _layout = _layout with
        {
            Promised = head.Tag switch
            {
                SamplesPerPixel => promised with { Samples = number ?? 1 },
                NumberOfFrames => promised with { Frames = number is > 0 ? number.Value : 1 },
                Rows => promised with { Rows = number ?? 0 },
                Columns => promised with { Columns = number ?? 0 },
                _ => promised with { BitsAllocated = number ?? 0 },
            },
        };
        return true;
    }

    // The items of a sequence, where it has a place in the header; none otherwise.
    private List<DicomDataset> Items(bool isExplicit, long? end, int depth, DicomDataset? place)
    {
        if (depth > DicomLimits.DeepestNesting)
        {
            throw new RefusedException(
                new(RefusalCodes.BrokenHeader, $"Sequences are nested more than {DicomLimits.DeepestNesting} deep."));
        }

        var items = new List<DicomDataset>();
        while (end is null || _elements.Position < end)
        {
            var head = _elements.ReadHead(isExplicit: false);
            if (head.Tag == ElementHead.SequenceEnd && end is null)
            {
                break;
            }

            if (head.Tag != ElementHead.Item)
            {
                throw new FormatException();
            }

            var item = place is null ? null : new DicomDataset();
            Elements(isExplicit, head.IsUndefined ? null : EndOf(head), depth, item);
            if (item is not null)
            {
                items.Add(item);
            }
        }

        return items;
    }

    private void WalkPixels(ElementHead head, long start)
    {
        _layout = _layout with { PixelHead = new(start, _elements.Position - start), PixelVr = head.Vr };
        if (!head.IsUndefined)
        {
            var pixels = new ByteRange(_elements.Position, head.Length);
            _elements.Skip(head.Length);
            _layout = _layout with { NativePixels = pixels };
            return;
        }

        _layout = _layout with { Fragments = Fragments() };
    }

    private List<ByteRange> Fragments()
    {
        var fragments = new List<ByteRange>();
        while (_elements.ReadHead(isExplicit: false) is var item && item.Tag != ElementHead.SequenceEnd)
        {
            if (item.Tag != ElementHead.Item || item.IsUndefined)
            {
                throw new FormatException();
            }

            fragments.Add(new(_elements.Position, item.Length));
            _elements.Skip(item.Length);
        }

        return fragments;
    }
}
