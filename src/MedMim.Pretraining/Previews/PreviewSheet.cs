using MedMim.Datasets.Sampling;
using MedMim.Imaging.Rendering;
using MedMim.Imaging.Rendering.Text;

namespace MedMim.Pretraining.Previews;

/// <summary>
/// A preview as a picture: a row a crop (the scan, its tissue classes, then each strategy's mask), and below each strategy
/// the share of every tissue class that it hides.
/// </summary>
public static class PreviewSheet
{
    private const int Cell = 216;
    private const int Gap = 10;
    private const int Margin = 16;
    private const int BarHeight = 11;
    private const int RowHeight = 20;

    /// <summary>Draws the sheet.</summary>
    /// <param name="title">One line.</param>
    /// <param name="subtitle">One line more.</param>
    /// <param name="crops">The crops, at least one.</param>
    /// <param name="strategies">What is hidden of them, at least one.</param>
    public static RgbImage Of(string title, string subtitle, IReadOnlyList<Patch> crops, IReadOnlyList<StrategyPreview> strategies)
    {
        ArgumentNullException.ThrowIfNull(crops);
        ArgumentNullException.ThrowIfNull(strategies);
        var rows = crops.Select((crop, i) => Row(new PreviewSlice(crop, Cell), strategies.Select(s => s.Masks[i]))).ToList();
        var table = CoverageRow.All(crops.Any(c => c.Label is not null));
        int[] heights = [.. rows.Select(r => r.Max(p => p.Height))];
        var head = Margin + (4 * Lettering.LineHeight) + Gap;
        var foot = Gap + Lettering.LineHeight + (table.Count * RowHeight) + Margin;
        var columns = 2 + strategies.Count;
        var width = Math.Max(
            (2 * Margin) + (columns * Cell) + ((columns - 1) * Gap),
            (2 * Margin) + Math.Max(Lettering.WidthOf(title), Lettering.WidthOf(subtitle)));
        var sheet = new RgbImage(width, head + heights.Sum() + (Gap * rows.Count) + foot, PreviewColours.Paper);

        Lettering.Write(sheet, title, Margin, Margin, PreviewColours.Ink);
        Lettering.Write(sheet, subtitle, Margin + Lettering.LineHeight, Margin, PreviewColours.Faint);
        Heading(sheet, 0, "scan", "labels outlined");
        Heading(sheet, 1, "tissue prior", string.Empty);
        for (var s = 0; s < strategies.Count; s++)
        {
            Heading(sheet, 2 + s, strategies[s].Name, strategies[s].Note);
        }

        var top = head;
        for (var r = 0; r < rows.Count; r++)
        {
            for (var c = 0; c < rows[r].Length; c++)
            {
                sheet.Paste(rows[r][c], top + ((heights[r] - rows[r][c].Height) / 2), Left(c) + ((Cell - rows[r][c].Width) / 2));
            }

            top += heights[r] + Gap;
        }

        Table(sheet, top + Gap, table, strategies);
        return sheet;
    }

    private static RgbImage[] Row(PreviewSlice slice, IEnumerable<byte[]> masks) => [slice.Scan(), slice.Tissue(), .. masks.Select(slice.Masked)];

    private static int Left(int column) => Margin + (column * (Cell + Gap));

    private static void Heading(RgbImage sheet, int column, string name, string note)
    {
        var top = Margin + (2 * Lettering.LineHeight) + (Lettering.LineHeight / 2);
        Lettering.Write(sheet, name, top, Left(column), PreviewColours.Ink);
        Lettering.Write(sheet, note, top, Left(column) + Lettering.WidthOf(name + " "), PreviewColours.Faint);
    }

    private static void Table(RgbImage sheet, int top, IReadOnlyList<CoverageRow> table, IReadOnlyList<StrategyPreview> strategies)
    {
        Lettering.Write(sheet, $"hidden share, mean of {MaskPreview.Draws} draws of each crop", top, Margin, PreviewColours.Faint);
        for (var r = 0; r < table.Count; r++)
        {
            var line = top + Lettering.LineHeight + (r * RowHeight);
            var bar = line + ((RowHeight - BarHeight) / 2);
            sheet.Fill(bar, Left(1), BarHeight, BarHeight, table[r].Colour);
            Lettering.Write(sheet, table[r].Name, line + 1, Left(1) + BarHeight + Gap, PreviewColours.Ink);
            for (var s = 0; s < strategies.Count; s++)
            {
                var share = table[r].Share(strategies[s].Coverage);
                var text = share is { } known ? FormattableString.Invariant($"{100 * known:0}%") : "none";
                var length = Cell - Lettering.WidthOf("100%") - Gap;
                sheet.Fill(bar, Left(2 + s), BarHeight, length, PreviewColours.Track);
                sheet.Fill(bar, Left(2 + s), BarHeight, (int)Math.Round(length * (share ?? 0)), table[r].Colour);
                Lettering.Write(sheet, text, line + 1, Left(3 + s) - Gap - Lettering.WidthOf(text), PreviewColours.Ink);
            }
        }
    }
}
