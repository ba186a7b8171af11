namespace MedMim.Evaluation.Reports.Charts;

/// <summary>The axes of a chart: grid lines, ticks, and the names of both axes.</summary>
internal static class Frame
{
    /// <summary>Draws vertical grid lines and the ticks of the x axis below <paramref name="bottom"/>.</summary>
    public static void Horizontal(Svg svg, Scale x, double top, double bottom, string name, double centre)
    {
        foreach (var tick in x.Ticks)
        {
            svg.Line(x.At(tick), top, x.At(tick), bottom, Palette.Grid);
            svg.Text(x.At(tick), bottom + 16, Scale.Name(tick), "middle");
        }

        svg.Text(centre, bottom + 36, name, "middle", Palette.Ink, "axis");
    }

    /// <summary>Draws horizontal grid lines and the ticks of the y axis left of <paramref name="left"/>.</summary>
    public static void Vertical(Svg svg, Scale y, double left, double right, string name, double top)
    {
        foreach (var tick in y.Ticks)
        {
            svg.Line(left, y.At(tick), right, y.At(tick), Palette.Grid);
            svg.Text(left - 7, y.At(tick) + 4, Scale.Name(tick), "end");
        }

        // Above the axis rather than turned beside it: read without tilting the head, and no room lost.
        svg.Text(left, top - 12, name, "start", Palette.Ink, "axis");
    }
}
