using MedMim.Imaging.Rendering.Text;

namespace MedMim.Imaging.Rendering;

/// <summary>Rows of pictures on white, under a title and a heading a column.</summary>
public static class CaptionedSheet
{
    private const int Gap = 10;
    private const int Margin = 16;

    private static readonly Rgb Ink = Rgb.Grey(32);
    private static readonly Rgb Faint = Rgb.Grey(112);

    /// <summary>Lays out the sheet. Columns are as wide as the widest of their pictures and their heading.</summary>
    /// <param name="title">One line.</param>
    /// <param name="notes">Lines below it, in grey.</param>
    /// <param name="headings">A name and a line more for each column.</param>
    /// <param name="rows">The pictures, one a column; each is put in the middle of its row and at the left of its column.</param>
    /// <exception cref="ArgumentException">There is no column, or a row has not one picture a column.</exception>
    public static RgbImage Of(
        string title, IReadOnlyList<string> notes, IReadOnlyList<(string Name, string Note)> headings,
        IReadOnlyList<IReadOnlyList<RgbImage>> rows)
    {
        ArgumentNullException.ThrowIfNull(notes);
        ArgumentNullException.ThrowIfNull(headings);
        ArgumentNullException.ThrowIfNull(rows);
        if (headings.Count == 0 || rows.Any(r => r.Count != headings.Count))
        {
            throw new ArgumentException("Every row needs a picture for each heading.", nameof(rows));
        }

        int[] widths = [.. headings.Select((h, c) => Math.Max(
            Math.Max(Lettering.WidthOf(h.Name), Lettering.WidthOf(h.Note)), rows.Select(r => r[c].Width).DefaultIfEmpty(0).Max()))];
        int[] heights = [.. rows.Select(r => r.Max(p => p.Height))];
        var head = Margin + ((1 + notes.Count) * Lettering.LineHeight) + Gap;
        var top = head + (2 * Lettering.LineHeight) + (Gap / 2);
        var width = Math.Max(widths.Sum() + (Gap * (widths.Length - 1)), notes.Append(title).Max(Lettering.WidthOf)) + (2 * Margin);
        var sheet = new RgbImage(width, top + heights.Sum() + (Gap * (heights.Length - 1)) + Margin, Rgb.Grey(255));
        Lettering.Write(sheet, title, Margin, Margin, Ink);
        for (var n = 0; n < notes.Count; n++)
        {
            Lettering.Write(sheet, notes[n], Margin + ((n + 1) * Lettering.LineHeight), Margin, Faint);
        }

        for (var r = 0; r < rows.Count; r++)
        {
            var left = Margin;
            for (var c = 0; c < headings.Count; c++)
            {
                if (r == 0)
                {
                    Lettering.Write(sheet, headings[c].Name, head, left, Ink);
                    Lettering.Write(sheet, headings[c].Note, head + Lettering.LineHeight, left, Faint);
                }

                sheet.Paste(rows[r][c], top + ((heights[r] - rows[r][c].Height) / 2), left);
                left += widths[c] + Gap;
            }

            top += heights[r] + Gap;
        }

        return sheet;
    }
}
