namespace MedMim.Imaging.Rendering;

/// <summary>Pictures side by side: rows of cells, each column as wide and each row as high as its largest picture.</summary>
public static class Montage
{
    /// <summary>Lays out rows of pictures, each in the middle of its cell; rows may differ in length.</summary>
    /// <param name="rows">The pictures; for a masking montage, a row a case: input, mask, reconstruction, target.</param>
    /// <param name="gap">Pixels between cells and around all.</param>
    /// <param name="background">The colour between them.</param>
    /// <exception cref="ArgumentException">There is no picture.</exception>
    public static RgbImage Of(IReadOnlyList<IReadOnlyList<RgbImage>> rows, int gap = 6, Rgb? background = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(gap);
        var columns = rows.Count == 0 ? 0 : rows.Max(row => row.Count);
        if (columns == 0)
        {
            throw new ArgumentException("A montage needs a picture.", nameof(rows));
        }

        int[] widths = [.. Enumerable.Range(0, columns).Select(c => rows.Max(row => c < row.Count ? row[c].Width : 0))];
        int[] heights = [.. rows.Select(row => row.Select(image => image.Height).DefaultIfEmpty(0).Max())];
        var canvas = new RgbImage(
            widths.Sum() + (gap * (columns + 1)), Math.Max(1, heights.Sum() + (gap * (rows.Count + 1))), background ?? Rgb.Grey(24));
        var top = gap;
        for (var r = 0; r < rows.Count; r++)
        {
            var left = gap;
            for (var c = 0; c < rows[r].Count; c++)
            {
                var image = rows[r][c];
                canvas.Paste(image, top + ((heights[r] - image.Height) / 2), left + ((widths[c] - image.Width) / 2));
                left += widths[c] + gap;
            }

            top += heights[r] + gap;
        }

        return canvas;
    }
}
