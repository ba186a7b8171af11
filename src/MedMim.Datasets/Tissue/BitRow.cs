using System.Numerics;

namespace MedMim.Datasets.Tissue;

/// <summary>Rows of a <see cref="BitMask"/>: voxel x is bit x % 64 of word x / 64.</summary>
internal static class BitRow
{
    /// <summary>Sets or clears bits from <paramref name="begin"/> up to, not including, <paramref name="end"/>.</summary>
    public static void Set(Span<ulong> row, int begin, int end)
    {
        for (var word = begin / 64; word <= (end - 1) / 64; word++)
        {
            row[word] |= Range(word, begin, end);
        }
    }

    /// <summary>How many bits are set from <paramref name="begin"/> up to <paramref name="end"/>.</summary>
    public static int Count(ReadOnlySpan<ulong> row, int begin, int end)
    {
        var count = 0;
        for (var word = begin / 64; word <= (end - 1) / 64; word++)
        {
            count += BitOperations.PopCount(row[word] & Range(word, begin, end));
        }

        return count;
    }

    /// <summary>The next set (or clear, with <paramref name="flip"/> all ones) bit at or after x, or <paramref name="width"/>.</summary>
    public static int Next(ReadOnlySpan<ulong> row, int x, int width, ulong flip)
    {
        var word = x / 64;
        if (word >= row.Length)
        {
            return width;
        }

        var bits = (row[word] ^ flip) & (ulong.MaxValue << (x % 64));
        while (bits == 0)
        {
            if (++word == row.Length)
            {
                return width;
            }

            bits = row[word] ^ flip;
        }

        return Math.Min(width, (word * 64) + BitOperations.TrailingZeroCount(bits));
    }

    /// <summary>Sets the neighbours of every set bit as well, <paramref name="steps"/> times; the row's end is not crossed.</summary>
    public static void Spread(Span<ulong> row, int steps, ulong lastWord)
    {
        for (; steps > 0; steps--)
        {
            var before = 0UL;
            for (var i = 0; i < row.Length; i++)
            {
                var bits = row[i];
                var after = i + 1 < row.Length ? row[i + 1] : 0;
                row[i] = bits | (bits << 1) | (before >> 63) | (bits >> 1) | (after << 63);
                before = bits;
            }

            row[^1] &= lastWord;
        }
    }

    // The bits of a word that lie between begin and end.
    private static ulong Range(int word, int begin, int end)
    {
        var low = Math.Max(begin - (word * 64), 0);
        var high = Math.Min(end - (word * 64), 64);
        return (high == 64 ? ulong.MaxValue : (1UL << high) - 1) & (ulong.MaxValue << low);
    }
}
