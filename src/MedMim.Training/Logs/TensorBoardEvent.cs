using System.Buffers.Binary;
using System.Text;

namespace MedMim.Training.Logs;

/// <summary>
/// The few fields of TensorFlow's Event message that scalars take: wall_time (1, double), step (2, varint), file_version (3,
/// text), summary (5) with values (1) of tag (1, text) and simple_value (2, float).
/// </summary>
internal static class TensorBoardEvent
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    /// <summary>The first event of a file.</summary>
    public static byte[] Version(double time) => [.. Time(time), .. Field(3, Bytes), .. Sized(Encoding.ASCII.GetBytes("brain.Event:2"))];

    /// <summary>One point of each curve.</summary>
    public static byte[] Scalars(double time, long step, IEnumerable<KeyValuePair<string, double>> values)
    {
        var summary = values.SelectMany(IEnumerable<byte> (v) => [.. Field(1, Bytes), .. Sized(Value(v.Key, v.Value))]);
        return [.. Time(time), .. Field(2, Varint), .. Number((ulong)step), .. Field(5, Bytes), .. Sized([.. summary])];
    }

    /// <summary>The step of an event, 0 where it has none; null where the message is malformed.</summary>
    public static long? StepOf(ReadOnlySpan<byte> message)
    {
        while (!message.IsEmpty)
        {
            if (!TryNumber(ref message, out var key))
            {
                return null;
            }

            ulong value = 0;
            var length = (int)(key & 7) switch
            {
                Fixed64 => 8UL,
                Fixed32 => 4UL,
                Varint => TryNumber(ref message, out value) ? 0UL : ulong.MaxValue,
                Bytes => TryNumber(ref message, out var count) ? count : ulong.MaxValue,
                _ => ulong.MaxValue,
            };
            if (length > (ulong)message.Length)
            {
                return null;
            }

            if (key == ((2 << 3) | Varint))
            {
                return (long)value;
            }

            message = message[(int)length..];
        }

        return 0;
    }

    private static byte[] Value(string tag, double value)
    {
        var single = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(single, (float)value);
        return [.. Field(1, Bytes), .. Sized(Encoding.UTF8.GetBytes(tag)), .. Field(2, Fixed32), .. single];
    }

    private static byte[] Time(double seconds)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, seconds);
        return [.. Field(1, Fixed64), .. bytes];
    }

    private static byte[] Field(int number, int type) => Number((ulong)((number << 3) | type));

    private static byte[] Sized(byte[] content) => [.. Number((ulong)content.Length), .. content];

    private static byte[] Number(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> message, out ulong value)
    {
        value = 0;
        for (var i = 0; i < Math.Min(10, message.Length); i++)
        {
            value |= (ulong)(message[i] & 0x7F) << (7 * i);
            if (message[i] < 0x80)
            {
                message = message[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
