using System.Numerics;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tissue;

/// <summary>
/// Where a volume is exactly constant: what padding, masking, skull stripping and defacing leave behind. No scanner measures
/// the same number over a whole piece of space, so such voxels are known to hold nothing, wherever in the scan they lie.
/// </summary>
/// <remarks>
/// A voxel is flat within where its six neighbours have its very value (beyond the grid, every value agrees). Pieces of such
/// voxels that share faces and are large enough count, with those of their value that touch them, corners included.
/// </remarks>
internal static class FlatPieces
{
    /// <summary>The fewest voxels flat within, in one piece: a cube of 8 voxels a side. Single runs of clipped noise are far smaller.</summary>
    public const int FewestVoxels = 512;

    /// <summary>Sets <paramref name="value"/> in <paramref name="classes"/> wherever the volume is flat.</summary>
    /// <param name="volume">Intensities as they came, before anything was computed from them, C order [z, y, x].</param>
    /// <param name="classes">A class a voxel, on the same grid.</param>
    /// <param name="value">What flat voxels become.</param>
    /// <returns>How many voxels are flat.</returns>
    public static long Mark<T>(Volume<T> volume, Volume<byte> classes, byte value)
        where T : unmanaged, INumber<T>
    {
        var size = volume.Geometry.Size;
        var pieces = Pieces.Of(Within(volume));
        var sizes = pieces.Sizes();
        var flat = new BitMask(size);
        pieces.ForEach((run, z, y, begin, end) =>
        {
            if (sizes[pieces.PieceOf(run)] >= FewestVoxels)
            {
                SetAround(volume, flat, z, y, begin, end);
            }
        });
        flat.Paint(classes, value);
        return flat.Count();
    }

    private static BitMask Within<T>(Volume<T> volume)
        where T : unmanaged, INumber<T>
    {
        var size = volume.Geometry.Size;
        var mask = new BitMask(size);
        Parallel.For(0, size.Z, z =>
        {
            for (var y = 0; y < size.Y; y++)
            {
                SetRuns(Row(volume, z, y), mask.Row(z, y));
                ForEachRowBeside(size, z, y, (nearZ, nearY) => ClearDiffering(Row(volume, z, y), Row(volume, nearZ, nearY), mask.Row(z, y)));
            }
        });
        return mask;
    }

    /// <summary>Sets the voxels of a row whose neighbours along the row have their value.</summary>
    private static void SetRuns<T>(ReadOnlySpan<T> row, Span<ulong> bits)
        where T : unmanaged, INumber<T>
    {
        for (int begin = 0, end; begin < row.Length; begin = end)
        {
            end = begin + 1;
            while (end < row.Length && row[end] == row[begin])
            {
                end++;
            }

            var (first, last) = (begin == 0 ? 0 : begin + 1, end == row.Length ? end : end - 1);
            if (first < last)
            {
                BitRow.Set(bits, first, last);
            }
        }
    }

    /// <summary>Sets a run of a piece, and what touches it and has its value.</summary>
    private static void SetAround<T>(Volume<T> volume, BitMask flat, int z, int y, int begin, int end)
        where T : unmanaged, INumber<T>
    {
        var (size, value) = (volume.Geometry.Size, Row(volume, z, y)[begin]);
        var (first, last) = (Math.Max(0, begin - 1), Math.Min(size.X, end + 1));
        for (var nearZ = Math.Max(0, z - 1); nearZ <= Math.Min(size.Z - 1, z + 1); nearZ++)
        {
            for (var nearY = Math.Max(0, y - 1); nearY <= Math.Min(size.Y - 1, y + 1); nearY++)
            {
                var row = Row(volume, nearZ, nearY)[first..last];
                for (var x = row.IndexOf(value); x >= 0 && x < row.Length;)
                {
                    var other = row[x..].IndexOfAnyExcept(value);
                    var stop = other < 0 ? row.Length : x + other;
                    BitRow.Set(flat.Row(nearZ, nearY), first + x, first + stop);
                    var next = row[stop..].IndexOf(value);
                    x = next < 0 ? -1 : stop + next;
                }
            }
        }
    }

    private static void ClearDiffering<T>(ReadOnlySpan<T> row, ReadOnlySpan<T> beside, Span<ulong> bits)
        where T : unmanaged, INumber<T>
    {
        for (var word = 0; word < bits.Length; word++)
        {
            for (var rest = bits[word]; rest != 0; rest &= rest - 1)
            {
                var x = (word * 64) + BitOperations.TrailingZeroCount(rest);
                if (row[x] != beside[x])
                {
                    bits[word] &= ~(rest & (~rest + 1));
                }
            }
        }
    }

    private static void ForEachRowBeside(GridSize size, int z, int y, Action<int, int> visit)
    {
        if (z > 0)
        {
            visit(z - 1, y);
        }

        if (z + 1 < size.Z)
        {
            visit(z + 1, y);
        }

        if (y > 0)
        {
            visit(z, y - 1);
        }

        if (y + 1 < size.Y)
        {
            visit(z, y + 1);
        }
    }

    private static ReadOnlySpan<T> Row<T>(Volume<T> volume, int z, int y)
        where T : unmanaged, INumber<T> =>
        volume.Voxels.AsSpan((int)volume.Geometry.Size.Offset(z, y, 0), volume.Geometry.Size.X);
}
