namespace MedMim.Imaging.Structures;

/// <summary>
/// Combines the contours of one region and slice. CLOSEDPLANAR_XOR contours are combined by exclusive or, as the standard
/// says. It is silent on several CLOSED_PLANAR contours, so practice counts: one that lies within another cuts a hole, one
/// that lies within a hole is an island, contours that overlap in part are united, and a copy of another adds nothing.
/// </summary>
internal static class SliceRegion
{
    /// <summary>Draws contours into a mask.</summary>
    /// <param name="mask">0 outside, 1 inside, [y, x]; all 0 at first.</param>
    /// <param name="columns">Length of a row.</param>
    /// <param name="contours">The contours of one plane.</param>
    /// <param name="isXor">Whether exclusive or combines them.</param>
    public static void Draw(Span<byte> mask, int columns, IEnumerable<FilledContour> contours, bool isXor)
    {
        var largestFirst = contours.OrderByDescending(c => c.Count).ToList();
        for (var i = 0; i < largestFirst.Count; i++)
        {
            var contour = largestFirst[i];
            if (isXor)
            {
                Flip(mask, columns, contour);
            }
            else if (!largestFirst.Take(i).Any(contour.HasSamePixelsAs))
            {
                Set(mask, columns, contour, IsInside(mask, columns, contour) ? (byte)0 : (byte)1);
            }
        }
    }

    private static bool IsInside(Span<byte> mask, int columns, FilledContour contour)
    {
        foreach (var (row, first, end) in contour.Runs)
        {
            if (mask[((row * columns) + first)..((row * columns) + end)].Contains((byte)0))
            {
                return false;
            }
        }

        return true;
    }

    private static void Set(Span<byte> mask, int columns, FilledContour contour, byte value)
    {
        foreach (var (row, first, end) in contour.Runs)
        {
            mask[((row * columns) + first)..((row * columns) + end)].Fill(value);
        }
    }

    private static void Flip(Span<byte> mask, int columns, FilledContour contour)
    {
        foreach (var (row, first, end) in contour.Runs)
        {
            for (var i = (row * columns) + first; i < (row * columns) + end; i++)
            {
                mask[i] ^= 1;
            }
        }
    }
}
