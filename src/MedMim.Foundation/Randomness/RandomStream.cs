using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MedMim.Foundation.Randomness;

/// <summary>
/// The random numbers of one <see cref="StreamKey"/>, in order. Holds a counter only, so it is made where it is needed
/// and thrown away; nothing of it goes into a checkpoint.
/// </summary>
public sealed class RandomStream
{
    private readonly uint key0;
    private readonly uint key1;
    private readonly uint nonce0;
    private readonly uint nonce1;
    private ulong counter;
    private int used = 4;
    private (uint W0, uint W1, uint W2, uint W3) block;
    private double? spareGaussian;

    /// <summary>Opens the stream of a key. The key's fields are hashed (SHA-256) into Philox's key and counter prefix.</summary>
    public RandomStream(StreamKey key)
    {
        var purpose = Encoding.UTF8.GetBytes(key.Purpose);
        Span<byte> text = stackalloc byte[32 + purpose.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(text, key.Seed);
        BinaryPrimitives.WriteInt64LittleEndian(text[8..], key.Epoch);
        BinaryPrimitives.WriteInt64LittleEndian(text[16..], key.Step);
        BinaryPrimitives.WriteInt64LittleEndian(text[24..], key.Sample);
        purpose.CopyTo(text[32..]);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(text, hash);
        key0 = BinaryPrimitives.ReadUInt32LittleEndian(hash);
        key1 = BinaryPrimitives.ReadUInt32LittleEndian(hash[4..]);
        nonce0 = BinaryPrimitives.ReadUInt32LittleEndian(hash[8..]);
        nonce1 = BinaryPrimitives.ReadUInt32LittleEndian(hash[12..]);
    }

    /// <summary>Uniform over all 32-bit numbers.</summary>
    public uint NextUInt32()
    {
        if (used == 4)
        {
            block = Philox.Block((uint)counter, (uint)(counter >> 32), nonce0, nonce1, key0, key1);
            counter++;
            used = 0;
        }

        return used++ switch { 0 => block.W0, 1 => block.W1, 2 => block.W2, _ => block.W3 };
    }

    /// <summary>Uniform over all 64-bit numbers.</summary>
    public ulong NextUInt64() => ((ulong)NextUInt32() << 32) | NextUInt32();

    /// <summary>Uniform in [0, 1), with 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double NextDouble(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>Uniform in [0, <paramref name="bound"/>), unbiased (Lemire's rejection, arXiv 1805.10941).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is not positive.</exception>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var range = (uint)bound;
        var product = (ulong)NextUInt32() * range;
        if ((uint)product < range)
        {
            var threshold = (0u - range) % range;
            while ((uint)product < threshold)
            {
                product = (ulong)NextUInt32() * range;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>Standard normal (Box–Muller; the second number of a pair is kept for the next call).</summary>
    public double NextGaussian()
    {
        if (spareGaussian is { } spare)
        {
            spareGaussian = null;
            return spare;
        }

        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        var angle = 2 * Math.PI * NextDouble();
        spareGaussian = radius * Math.Sin(angle);
        return radius * Math.Cos(angle);
    }

    /// <summary>Shuffles in place (Fisher–Yates): every order is equally likely.</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = NextInt32(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
