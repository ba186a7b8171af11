using System.Buffers.Binary;
using System.Text;

namespace MedMim.Imaging.Dicom;

/// <summary>
/// Hops from element to element by their lengths (DICOM PS3.5 7) and says whether the file holds them all. Toolkits
/// abort on some truncated headers, or read half an image without complaint; this tells a truncated file beforehand.
/// </summary>
public sealed class DicomExtentWalk
{
    private const uint UndefinedLength = 0xFFFFFFFF;
    private const uint Item = 0xFFFEE000;
    private const uint ItemEnd = 0xFFFEE00D;
    private const uint SequenceEnd = 0xFFFEE0DD;
    private const uint PixelData = 0x7FE00010;
    private const uint Padding = 0xFFFCFFFC;
    private const string LongLengths = "OB OD OF OL OV OW SQ SV UC UN UR UT UV";

    private readonly Stream _file;
    private readonly byte[] _eight = new byte[8];
    private bool _bigEndian;

    private DicomExtentWalk(Stream file) => _file = file;

    /// <summary>Walks a file.</summary>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static DicomExtent Of(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 12);
        return Of(file);
    }

    /// <summary>Walks a seekable stream from its beginning.</summary>
    public static DicomExtent Of(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            return new DicomExtentWalk(file).Walk();
        }
        catch (EndOfStreamException)
        {
            return DicomExtent.Truncated;
        }
        catch (FormatException)
        {
            return DicomExtent.Unknown;
        }
    }

    private DicomExtent Walk()
    {
        if (_file.Length < 132)
        {
            return DicomExtent.Unknown;
        }

        var start = new byte[132];
        _file.ReadExactly(start);
        if (!start.AsSpan(128).SequenceEqual("DICM"u8))
        {
            // No preamble, no meta information: the encoding is a guess that the toolkit makes better.
            return DicomExtent.Unknown;
        }

        var syntax = WalkMetaInformation();
        if (syntax is null or DicomUids.Deflated)
        {
            return DicomExtent.Unknown;
        }

        _bigEndian = syntax == DicomUids.BigEndian;
        Elements(syntax != DicomUids.Implicit, untilItemEnd: false, depth: 0);
        return DicomExtent.Whole;
    }

    private string? WalkMetaInformation()
    {
        string? syntax = null;
        while (_file.Position < _file.Length)
        {
            _file.ReadExactly(_eight.AsSpan(0, 2));
            _file.Position -= 2;
            if (BinaryPrimitives.ReadUInt16LittleEndian(_eight) != 2)
            {
                break;
            }

            var (tag, length) = Head(explicitVr: true, out _);

            if (tag == 0x00020010 && length is > 0 and < 65)
            {
                var value = new byte[length];
                _file.ReadExactly(value);
                syntax = Encoding.ASCII.GetString(value).TrimEnd('\0', ' ');
                continue;
            }

            Skip(length);
        }

        return syntax;
    }

    private void Elements(bool explicitVr, bool untilItemEnd, int depth)
    {
        while (untilItemEnd || _file.Position < _file.Length)
        {
            var (tag, length) = Head(explicitVr, out var unknown);
            if (tag == ItemEnd && untilItemEnd)
            {
                return;
            }

            if (length == UndefinedLength)
            {
                Items(explicitVr && !unknown, depth + 1);
            }
            else
            {
                Skip(length);
            }

            if (depth == 0 && tag is PixelData or Padding)
            {
                return;
            }
        }
    }

    private void Items(bool explicitVr, int depth)
    {
        if (depth > DicomLimits.DeepestNesting)
        {
            throw new FormatException();
        }

        while (true)
        {
            _file.ReadExactly(_eight);
            var tag = Tag(_eight);
            var length = Number(_eight.AsSpan(4));
            switch (tag)
            {
                case SequenceEnd:
                    return;
                case Item when length == UndefinedLength:
                    Elements(explicitVr, untilItemEnd: true, depth);
                    break;
                case Item:
                    Skip(length);
                    break;
                default:
                    throw new FormatException();
            }
        }
    }

    private (uint Tag, uint Length) Head(bool explicitVr, out bool unknown)
    {
        _file.ReadExactly(_eight);
        var tag = Tag(_eight);
        unknown = false;
        if (!explicitVr || tag >> 16 == 0xFFFE)
        {
            return (tag, Number(_eight.AsSpan(4)));
        }

        if (!char.IsAsciiLetterUpper((char)_eight[4]) || !char.IsAsciiLetterUpper((char)_eight[5]))
        {
            throw new FormatException();
        }

        var vr = Encoding.ASCII.GetString(_eight, 4, 2);
        unknown = vr == "UN";
        if (!LongLengths.Contains(vr, StringComparison.Ordinal))
        {
            var shortLength = _eight.AsSpan(6);
            return (tag, _bigEndian
                ? BinaryPrimitives.ReadUInt16BigEndian(shortLength)
                : BinaryPrimitives.ReadUInt16LittleEndian(shortLength));
        }

        _file.ReadExactly(_eight.AsSpan(0, 4));
        return (tag, Number(_eight));
    }

    private uint Tag(ReadOnlySpan<byte> bytes) => _bigEndian
        ? ((uint)BinaryPrimitives.ReadUInt16BigEndian(bytes) << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])
        : ((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16) | BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);

    private uint Number(ReadOnlySpan<byte> bytes) =>
        _bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private void Skip(uint length)
    {
        if (length > _file.Length - _file.Position)
        {
            throw new EndOfStreamException();
        }

        _file.Position += length;
    }
}
