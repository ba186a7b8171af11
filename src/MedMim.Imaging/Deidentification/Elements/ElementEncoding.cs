using System.Buffers.Binary;

namespace MedMim.Imaging.Deidentification.Elements;

/// <summary>How elements are laid out in bytes (DICOM PS3.5 7.1).</summary>
internal readonly record struct ElementEncoding(bool ExplicitVr, bool BigEndian)
{
    public static ElementEncoding ExplicitLittleEndian { get; } = new(true, false);

    public static ElementEncoding ImplicitLittleEndian { get; } = new(false, false);

    public ushort Short(ReadOnlySpan<byte> bytes) =>
        BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    public uint Long(ReadOnlySpan<byte> bytes) =>
        BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    public void Short(Span<byte> bytes, ushort value)
    {
        if (BigEndian)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        }
    }

    public void Long(Span<byte> bytes, uint value)
    {
        if (BigEndian)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        }
    }
}
