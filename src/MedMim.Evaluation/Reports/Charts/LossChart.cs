using MedMim.Evaluation.Reports.Html;
using MedMim.Evaluation.Reports.Model;

namespace MedMim.Evaluation.Reports.Charts;

/// <summary>Loss by step, a line a series.</summary>
internal static class LossChart
{
    private const double Width = 440;
    private const double Height = 300;
    private const double Left = 52;
    private const double Top = 34;
    private const double Bottom = 252;
    private const int MostPoints = 300;

    /// <param name="html">The page.</param>
    /// <param name="series">Name, colour, dash pattern and points of each line; non-finite losses are left out.</param>
    /// <param name="title">What is shown.</param>
    /// <param name="id">The chart's name in the page.</param>
    public static void Draw(
        HtmlWriter html, IReadOnlyList<(string Name, string Colour, string Dash, IReadOnlyList<CurvePoint> Points)> series,
        string title, string id)
    {
        var lines = series.Select(s => s with { Points = [.. s.Points.Where(p => double.IsFinite(p.Loss))] })
            .Where(s => s.Points.Count > 0).ToList();
        if (lines.Count == 0)
        {
            return;
        }

        using var svg = new Svg(html, Width, Height, id, title, $"Loss of {string.Join(" and ", lines.Select(l => l.Name))}.");
        var all = lines.SelectMany(l => l.Points).ToList();
        var x = Scale.Linear(0, Math.Max(1, all.Max(p => p.Step)), Left + 4, Width - 16);
        var y = Scale.Linear(Math.Min(0, all.Min(p => p.Loss)), all.Max(p => p.Loss), Bottom, Top);
        Frame.Horizontal(svg, x, Top, Bottom, "Step", (Left + Width) / 2);
        Frame.Vertical(svg, y, Left, Width - 14, "Loss", Top);
        foreach (var (_, colour, dash, points) in lines)
        {
            svg.Path(Thin(points).Select(p => (x.At(p.Step), y.At(p.Loss))), colour, 1.8, dash);
        }
    }

    // Means of equal stretches: a long run's curve stays a few kilobytes, and its noise does not hide its course.
    private static IEnumerable<(double Step, double Loss)> Thin(IReadOnlyList<CurvePoint> points)
    {
        var size = (points.Count + MostPoints - 1) / MostPoints;
        return points.Chunk(size).Select(c => (c.Average(p => (double)p.Step), c.Average(p => p.Loss)));
    }
}
