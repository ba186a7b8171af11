using System.Buffers.Binary;

namespace MedMim.Imaging.Formats;

/// <summary>Numbers at offsets of a header, in the byte order of its file.</summary>
internal readonly ref struct EndianReader(ReadOnlySpan<byte> bytes, bool littleEndian)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public bool LittleEndian { get; } = littleEndian;

    public byte Byte(int at) => _bytes[at];

    public short Int16(int at) =>
        LittleEndian ? BinaryPrimitives.ReadInt16LittleEndian(_bytes[at..]) : BinaryPrimitives.ReadInt16BigEndian(_bytes[at..]);

    public int Int32(int at) =>
        LittleEndian ? BinaryPrimitives.ReadInt32LittleEndian(_bytes[at..]) : BinaryPrimitives.ReadInt32BigEndian(_bytes[at..]);

    public long Int64(int at) =>
        LittleEndian ? BinaryPrimitives.ReadInt64LittleEndian(_bytes[at..]) : BinaryPrimitives.ReadInt64BigEndian(_bytes[at..]);

    public float Single(int at) => BitConverter.Int32BitsToSingle(Int32(at));

    public double Double(int at) => BitConverter.Int64BitsToDouble(Int64(at));
}
