using System.Buffers.Binary;
using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Deidentification.Pixels;

/// <summary>
/// The bytes of compressed pixels, one fragment after the other (DICOM PS3.5 A.4). What stands around them is compared with
/// what it must be: an offset table of true offsets, a delimiter without a length.
/// </summary>
internal sealed class FragmentStream
{
    private const int ItemHead = 8;
    private readonly Stream _body;
    private readonly List<FileRange> _fragments = [];
    private readonly byte[] _buffer = new byte[1 << 14];
    private int _fragment;
    private long _at;
    private int _filled;
    private int _next;

    /// <exception cref="RefusedException"><c>pixel-mismatch</c>: the offset table or the delimiter holds something else.</exception>
    public FragmentStream(Stream body, FileRange range)
    {
        _body = body;
        var end = range.Offset + range.Length - ItemHead;
        var table = Item(range.Offset);
        for (var at = table.Offset + table.Length; at < end;)
        {
            var fragment = Item(at);
            _fragments.Add(fragment);
            at = fragment.Offset + fragment.Length;
        }

        if (Item(end).Length != 0 || !IsTable(Bytes(table), 4))
        {
            throw Surplus();
        }
    }

    /// <summary>How many fragments there are.</summary>
    public int Count => _fragments.Count;

    /// <summary>Whether the next byte is the first of a fragment.</summary>
    public bool AtStart => _next == _filled && _at == 0 && _fragment < _fragments.Count;

    /// <summary>A whole fragment.</summary>
    public byte[] Fragment(int index) => Bytes(_fragments[index]);

    /// <summary>The next byte; -1 at the end.</summary>
    public int Read() => _next < _filled || Fill() ? _buffer[_next++] : -1;

    /// <summary>Whether bytes are offsets at which fragments begin, each beyond the last; or none at all.</summary>
    /// <param name="table">Little endian.</param>
    /// <param name="width">Bytes an offset: 4, or 8 in the extended table.</param>
    public bool IsTable(byte[] table, int width)
    {
        var starts = _fragments.Select(f => f.Offset - _fragments[0].Offset).ToHashSet();
        var offsets = table.Chunk(width).Where(c => c.Length == width)
            .Select(c => width == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(c) : BinaryPrimitives.ReadInt64LittleEndian(c)).ToArray();
        return table.Length % width == 0 && offsets.All(starts.Contains) && offsets.Zip(offsets.Skip(1)).All(p => p.First < p.Second);
    }

    /// <summary>Whether bytes are the fragments' lengths, 8 bytes each, without their padding; or none at all.</summary>
    public bool AreLengths(byte[] table)
    {
        var lengths = table.Chunk(8).Where(c => c.Length == 8).Select(c => BinaryPrimitives.ReadInt64LittleEndian(c)).ToArray();
        return table.Length == 0
            || (table.Length == 8 * _fragments.Count && lengths.Zip(_fragments).All(p => p.Second.Length - p.First is 0 or 1));
    }

    public static RefusedException Surplus() => new(new(
        RefusalCodes.PixelMismatch, "Its compressed pixels hold bytes that are no pixels, or cannot be followed to their end."));

    private FileRange Item(long at)
    {
        var head = new byte[ItemHead];
        _body.Position = at;
        _body.ReadExactly(head);
        return new(at + ItemHead, BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4)), false);
    }

    private byte[] Bytes(FileRange range)
    {
        var bytes = new byte[range.Length];
        _body.Position = range.Offset;
        _body.ReadExactly(bytes);
        return bytes;
    }

    private bool Fill()
    {
        while (_fragment < _fragments.Count)
        {
            var range = _fragments[_fragment];
            if (_at < range.Length)
            {
                _body.Position = range.Offset + _at;
                _filled = _body.ReadAtLeast(_buffer.AsSpan(0, (int)Math.Min(_buffer.Length, range.Length - _at)), 1);
                _next = 0;
                _at += _filled;
                if (_at == range.Length)
                {
                    (_fragment, _at) = (_fragment + 1, 0);
                }

                return true;
            }

            (_fragment, _at) = (_fragment + 1, 0);
        }

        return false;
    }
}
