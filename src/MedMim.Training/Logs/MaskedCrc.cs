using System.Numerics;

namespace MedMim.Training.Logs;

/// <summary>CRC-32C (Castagnoli), rotated and shifted as TensorFlow's records store it.</summary>
internal static class MaskedCrc
{
    private const uint Mask = 0xA282EAD8;

    /// <summary>((crc &gt;&gt;&gt; 15) | (crc &lt;&lt; 17)) + 0xA282EAD8, modulo 2³².</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => unchecked(BitOperations.RotateRight(Plain(bytes), 15) + Mask);

    /// <summary>The checksum itself.</summary>
    public static uint Plain(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
