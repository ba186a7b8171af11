using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tissue;

/// <summary>
/// Binary morphology (Serra 1982) within slices, with an ellipse of semi-axes radius + ½ voxels, as ITK's ball is.
/// Outside of the slice there is nothing: dilation does not come from there, and erosion does not start there.
/// </summary>
internal static class SliceMorphology
{
    /// <summary>Grows a mask.</summary>
    public static BitMask Dilate(BitMask mask, GridSize radius)
    {
        var result = new BitMask(mask.Size);
        var reach = Reach(radius);
        Parallel.For(0, mask.Size.Z, z => Dilate(mask, result, z, reach));
        return result;
    }

    /// <summary>Shrinks a mask: dilates its complement.</summary>
    public static BitMask Erode(BitMask mask, GridSize radius) => Complement(Dilate(Complement(mask), radius));

    /// <summary>Removes what is thinner than the ellipse.</summary>
    public static BitMask Open(BitMask mask, GridSize radius) => Dilate(Erode(mask, radius), radius);

    /// <summary>Closes gaps that are narrower than the ellipse, as if the slice were surrounded by background.</summary>
    public static BitMask Close(BitMask mask, GridSize radius)
    {
        var size = mask.Size;
        var result = new BitMask(size);
        var reach = Reach(radius);
        Parallel.For(0, size.Z, z =>
        {
            var padded = new BitMask(new(1, size.Y + (2 * radius.Y), size.X + (2 * radius.X)));
            for (var y = 0; y < size.Y; y++)
            {
                Shift(mask.Row(z, y), padded.Row(0, y + radius.Y), radius.X);
            }

            var grown = new BitMask(padded.Size);
            Dilate(padded, grown, 0, reach);
            var outside = Complement(grown);
            var eaten = new BitMask(padded.Size);
            Dilate(outside, eaten, 0, reach);
            var closed = Complement(eaten);
            for (var y = 0; y < size.Y; y++)
            {
                var target = result.Row(z, y);
                Shift(closed.Row(0, y + radius.Y), target, -radius.X);
                target[^1] &= result.LastWord;
            }
        });
        return result;
    }

    // Half the ellipse's width in each row above and below its centre: reach[0] at the centre.
    private static int[] Reach(GridSize radius)
    {
        var reach = new int[radius.Y + 1];
        for (var dy = 0; dy <= radius.Y; dy++)
        {
            var part = dy / (radius.Y + 0.5);
            reach[dy] = (int)Math.Floor((radius.X + 0.5) * Math.Sqrt(1 - (part * part)));
        }

        return reach;
    }

    private static void Dilate(BitMask mask, BitMask result, int z, int[] reach)
    {
        var spread = new ulong[mask.RowWords].AsSpan();
        for (var y = 0; y < mask.Size.Y; y++)
        {
            var source = mask.Row(z, y);
            if (source.ContainsAnyExcept(0UL))
            {
                source.CopyTo(spread);
                var width = 0;
                for (var dy = reach.Length - 1; dy >= 0; dy--)
                {
                    BitRow.Spread(spread, reach[dy] - width, mask.LastWord);
                    width = reach[dy];
                    AddTo(result, z, y - dy, spread);
                    AddTo(result, z, y + dy, spread);
                }
            }
        }
    }

    private static void AddTo(BitMask result, int z, int y, ReadOnlySpan<ulong> bits)
    {
        if (y < 0 || y >= result.Size.Y)
        {
            return;
        }

        var row = result.Row(z, y);
        for (var i = 0; i < row.Length; i++)
        {
            row[i] |= bits[i];
        }
    }

    private static BitMask Complement(BitMask mask) => BitMask.Without(BitMask.Everything(mask.Size), mask);

    // Moves bits along x; by fewer than 64.
    private static void Shift(ReadOnlySpan<ulong> from, Span<ulong> to, int by)
    {
        for (var i = 0; i < to.Length; i++)
        {
            var here = i < from.Length ? from[i] : 0;
            var before = i > 0 && i - 1 < from.Length ? from[i - 1] : 0;
            var after = i + 1 < from.Length ? from[i + 1] : 0;
            to[i] = by switch
            {
                0 => here,
                > 0 => (here << by) | (before >> (64 - by)),
                _ => (here >> -by) | (after << (64 + by)),
            };
        }
    }
}
