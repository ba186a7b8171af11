using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace MedMim.Models.Weights.PyTorch;

/// <summary>The bytes of a pickle, read in order; never beyond their end.</summary>
internal sealed class PickleInput(ReadOnlyMemory<byte> bytes)
{
    private const int LongestNumber = 64;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private int position;

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    /// <summary>A whole number of so many bytes: long where it fits, else BigInteger.</summary>
    public object Number(uint length)
    {
        var value = length <= LongestNumber
            ? new BigInteger(Take(length))
            : throw new InvalidDataException("it holds a number of more than 64 bytes");
        return value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
    }

    public byte[] Bytes(ulong length) => Take(length).ToArray();

    public string Text(ulong length)
    {
        try
        {
            return Strict.GetString(Take(length));
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException("it holds text that is not UTF-8", e);
        }
    }

    /// <summary>Up to the next line feed.</summary>
    public string Line()
    {
        var length = bytes.Span[position..].IndexOf((byte)'\n');
        var text = Text((ulong)(length >= 0 ? length : throw Short()));
        position++;
        return text;
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        var at = position;
        position = length <= (ulong)(bytes.Length - at) ? at + (int)length : throw Short();
        return bytes.Span.Slice(at, (int)length);
    }

    private static InvalidDataException Short() => new("it is cut short");
}
