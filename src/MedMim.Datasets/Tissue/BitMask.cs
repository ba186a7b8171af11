using System.Numerics;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tissue;

/// <summary>
/// A mask of one bit a voxel, [z, y, x]: an eighth of the memory of bytes, and sixty-four voxels an instruction. A row
/// begins at a word; bits beyond its end are 0.
/// </summary>
internal sealed class BitMask
{
    private const int WordBits = 64;
    private readonly ulong[] words;

    public BitMask(GridSize size)
    {
        Size = size;
        RowWords = (size.X + WordBits - 1) / WordBits;
        LastWord = size.X % WordBits == 0 ? ulong.MaxValue : (1UL << (size.X % WordBits)) - 1;
        words = new ulong[(long)size.Z * size.Y * RowWords];
    }

    /// <summary>Voxels along [z, y, x].</summary>
    public GridSize Size { get; }

    /// <summary>Words a row.</summary>
    public int RowWords { get; }

    /// <summary>The bits of a row's last word that belong to voxels.</summary>
    public ulong LastWord { get; }

    public bool this[int z, int y, int x] => ((Row(z, y)[x / WordBits] >> (x % WordBits)) & 1) != 0;

    public Span<ulong> Row(int z, int y) => words.AsSpan(((z * Size.Y) + y) * RowWords, RowWords);

    public Span<ulong> Slice(int z) => words.AsSpan(z * Size.Y * RowWords, Size.Y * RowWords);

    public Span<ulong> Row(int row) => words.AsSpan(row * RowWords, RowWords);

    /// <summary>How many voxels are set.</summary>
    public long Count()
    {
        var count = 0L;
        foreach (var word in words)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    /// <summary>Gives every voxel that is set a value.</summary>
    /// <param name="classes">The voxels, on the mask's grid.</param>
    /// <param name="value">The value.</param>
    public void Paint(Volume<byte> classes, byte value)
    {
        for (var row = 0; row < Size.Z * Size.Y; row++)
        {
            var bits = Row(row);
            for (var x = BitRow.Next(bits, 0, Size.X, 0); x < Size.X;)
            {
                var end = BitRow.Next(bits, x, Size.X, ulong.MaxValue);
                classes.Voxels.AsSpan((row * Size.X) + x, end - x).Fill(value);
                x = BitRow.Next(bits, end, Size.X, 0);
            }
        }
    }

    /// <summary>Keeps what <paramref name="other"/> has too.</summary>
    public void And(BitMask other)
    {
        for (var i = 0; i < words.Length; i++)
        {
            words[i] &= other.words[i];
        }
    }

    /// <summary>What is set in neither mask.</summary>
    public static BitMask Neither(BitMask a, BitMask b)
    {
        var result = new BitMask(a.Size);
        for (var i = 0; i < result.words.Length; i++)
        {
            result.words[i] = ~(a.words[i] | b.words[i]);
        }

        result.Trim();
        return result;
    }

    /// <summary>What <paramref name="a"/> has and <paramref name="b"/> has not.</summary>
    public static BitMask Without(BitMask a, BitMask b)
    {
        var result = new BitMask(a.Size);
        for (var i = 0; i < result.words.Length; i++)
        {
            result.words[i] = a.words[i] & ~b.words[i];
        }

        return result;
    }

    /// <summary>The whole grid.</summary>
    public static BitMask Everything(GridSize size)
    {
        var result = new BitMask(size);
        result.words.AsSpan().Fill(ulong.MaxValue);
        result.Trim();
        return result;
    }

    // Bits beyond the ends of rows back to 0.
    private void Trim()
    {
        for (var i = RowWords - 1; i < words.Length; i += RowWords)
        {
            words[i] &= LastWord;
        }
    }
}
