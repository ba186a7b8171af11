using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace MedMim.Imaging.Dicom.Layout;

/// <summary>Reads heads of data elements from a seekable stream (DICOM PS3.5 7.1).</summary>
internal sealed class ElementReader(Stream file)
{
    private readonly byte[] _eight = new byte[8];

    /// <summary>The length of the file when the walk began: asking costs a call of the system each time.</summary>
    public long Length { get; } = file.Length;

    public bool IsExplicit { get; set; } = true;

    public bool IsBigEndian { get; set; }

    public long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    public bool AtEnd => file.Position >= Length;

    /// <exception cref="EndOfStreamException">The file ends within the head.</exception>
    /// <exception cref="FormatException">It is no head.</exception>
    public ElementHead ReadHead(bool isExplicit)
    {
        file.ReadExactly(_eight);
        var tag = Tag(_eight);
        if (!isExplicit || tag >> 16 == 0xFFFE)
        {
            return new(tag, DicomVr.UN, Number(_eight.AsSpan(4)));
        }

        var vr = VrCodes.Parse(_eight[4], _eight[5]);
        if (!VrCodes.HasLongLength(vr))
        {
            var length = _eight.AsSpan(6);
            return new(tag, vr, IsBigEndian
                ? BinaryPrimitives.ReadUInt16BigEndian(length)
                : BinaryPrimitives.ReadUInt16LittleEndian(length));
        }

        file.ReadExactly(_eight.AsSpan(0, 4));
        return new(tag, vr, Number(_eight));
    }

    /// <summary>A value of known length.</summary>
    public byte[] ReadValue(uint length)
    {
        Require(length);
        var value = new byte[length];
        file.ReadExactly(value);
        return value;
    }

    /// <summary>One integer as text; null where it is none.</summary>
    public static int? Text(byte[] value) =>
        int.TryParse(Encoding.ASCII.GetString(value).Trim(' ', '\0'), CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>One 16-bit number; null where it is none.</summary>
    public int? Short(byte[] value) =>
        value.Length < 2 ? null
        : IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(value)
        : BinaryPrimitives.ReadUInt16LittleEndian(value);

    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    public void Skip(uint length)
    {
        Require(length);
        file.Position += length;
    }

    private void Require(uint length)
    {
        if (length > Length - file.Position)
        {
            throw new EndOfStreamException();
        }
    }

    private uint Tag(ReadOnlySpan<byte> bytes) => IsBigEndian
        ? ((uint)BinaryPrimitives.ReadUInt16BigEndian(bytes) << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])
        : ((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16) | BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);

    private uint Number(ReadOnlySpan<byte> bytes) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
