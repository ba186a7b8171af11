using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using MedMim.Foundation.Randomness;

namespace MedMim.Fuzz;

/// <summary>Breaks files. The same random stream breaks the same file in the same way.</summary>
internal static class Mutator
{
    private const int Header = 2048;
    private static readonly uint[] Extremes = [0, 1, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF];

    /// <summary>A broken copy. Gzip files are broken inside as often as outside.</summary>
    public static byte[] Break(ReadOnlySpan<byte> file, RandomStream random)
    {
        var mutation = (Mutation)random.NextInt32(6);
        var isGzip = file.Length > 2 && file[0] == 0x1F && file[1] == 0x8B;
        return isGzip && random.NextInt32(2) == 0
            ? Deflate(Apply(mutation, Inflate(file), random))
            : Apply(mutation, file.ToArray(), random);
    }

    private static byte[] Apply(Mutation mutation, byte[] bytes, RandomStream random)
    {
        if (bytes.Length < 16)
        {
            return bytes;
        }

        switch (mutation)
        {
            case Mutation.Truncation:
                return bytes[..random.NextInt32(bytes.Length)];
            case Mutation.BitFlips:
                FlipBits(bytes, random);
                break;
            case Mutation.LengthField:
                SetNumber(bytes, random);
                break;
            case Mutation.SwappedTags:
                Swap(bytes, random);
                break;
            case Mutation.HugeDimensions:
                Enlarge(bytes, random);
                break;
            default:
                Overwrite(bytes, random);
                break;
        }

        return bytes;
    }

    private static int Place(byte[] bytes, int room, bool inHeader, RandomStream random) =>
        random.NextInt32(Math.Max(1, (inHeader ? Math.Min(Header, bytes.Length) : bytes.Length) - room));

    private static void FlipBits(byte[] bytes, RandomStream random)
    {
        var inHeader = random.NextInt32(2) == 0;
        for (var left = 1 << random.NextInt32(7); left > 0; left--)
        {
            bytes[Place(bytes, 0, inHeader, random)] ^= (byte)(1 << random.NextInt32(8));
        }
    }

    private static void SetNumber(byte[] bytes, RandomStream random)
    {
        // Elements begin at even places.
        var target = bytes.AsSpan(Place(bytes, 4, inHeader: true, random) & ~1);
        var value = Extremes[random.NextInt32(Extremes.Length)];
        if (random.NextInt32(2) == 0)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(target, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)value);
        }
    }

    private static void Swap(byte[] bytes, RandomStream random)
    {
        Span<byte> kept = stackalloc byte[8];
        var first = bytes.AsSpan(Place(bytes, 8, inHeader: true, random) & ~1, 8);
        var second = bytes.AsSpan(Place(bytes, 8, inHeader: true, random) & ~1, 8);
        first.CopyTo(kept);
        second.CopyTo(first);
        kept.CopyTo(second);
    }

    /// <summary>Rows, columns and frames of DICOM; dim of NIfTI; sizes of NRRD and DimSize of MetaImage.</summary>
    private static void Enlarge(byte[] bytes, RandomStream random)
    {
        var size = (ushort)(0x7FFF >> random.NextInt32(3));
        foreach (var element in new byte[][] { [0x28, 0, 0x10, 0], [0x28, 0, 0x11, 0] })
        {
            var at = bytes.AsSpan().IndexOf(element);
            if (at >= 0 && at + 10 < bytes.Length)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at + 8), size);
            }
        }

        if (bytes.Length > 352 && BinaryPrimitives.ReadInt32LittleEndian(bytes) == 348)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(42 + (2 * random.NextInt32(4))), size);
        }

        foreach (var field in new[] { "sizes: ", "DimSize = " })
        {
            var at = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(field));
            if (at >= 0 && at + field.Length + 4 < bytes.Length)
            {
                Encoding.ASCII.GetBytes("9999").CopyTo(bytes.AsSpan(at + field.Length));
            }
        }
    }

    private static void Overwrite(byte[] bytes, RandomStream random)
    {
        var length = Math.Min(1 + random.NextInt32(256), bytes.Length);
        var target = bytes.AsSpan(Place(bytes, length, inHeader: false, random), length);
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = (byte)random.NextInt32(256);
        }
    }

    private static byte[] Inflate(ReadOnlySpan<byte> file)
    {
        using var plain = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(file.ToArray()), CompressionMode.Decompress);
        try
        {
            gzip.CopyTo(plain);
        }
        catch (InvalidDataException)
        {
            // A corpus may hold broken files already.
        }

        return plain.ToArray();
    }

    private static byte[] Deflate(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
