using System.Globalization;
using MedMim.Evaluation.Reports.Html;

namespace MedMim.Evaluation.Reports.Charts;

/// <summary>Draws one chart into a page: lines, marks and words in the units of its view box (pixels at full size).</summary>
internal sealed class Svg : IDisposable
{
    private readonly HtmlWriter html;

    /// <summary>Begins a chart; disposing ends it.</summary>
    /// <param name="html">The page.</param>
    /// <param name="width">Width of the view box.</param>
    /// <param name="height">Height of the view box.</param>
    /// <param name="id">The chart's name in the page, unique.</param>
    /// <param name="title">What it is, for screen readers.</param>
    /// <param name="description">What it shows, in words.</param>
    public Svg(HtmlWriter html, double width, double height, string id, string title, string description)
    {
        this.html = html;
        html.Open(
            "svg", ("class", "chart"), ("viewBox", $"0 0 {N(width)} {N(height)}"), ("role", "img"),
            ("aria-labelledby", $"{id}-title {id}-text"), ("width", N(width)), ("height", N(height)));
        html.Element("title", title, ("id", id + "-title")).Element("desc", description, ("id", id + "-text")).Line();
    }

    public void Line(double x1, double y1, double x2, double y2, string colour, double width = 1, double opacity = 1) =>
        html.Empty(
            "line", ("x1", N(x1)), ("y1", N(y1)), ("x2", N(x2)), ("y2", N(y2)), ("stroke", colour),
            ("stroke-width", N(width)), ("stroke-opacity", N(opacity)), ("stroke-linecap", "round"));

    public void Path(IEnumerable<(double X, double Y)> points, string colour, double width, string dash = "none")
    {
        var data = string.Join(' ', points.Select((p, i) => $"{(i == 0 ? 'M' : 'L')}{N(p.X)} {N(p.Y)}"));
        html.Empty(
            "path", ("d", data), ("fill", "none"), ("stroke", colour), ("stroke-width", N(width)),
            ("stroke-linejoin", "round"), ("stroke-dasharray", dash));
    }

    /// <summary>Words. Anchors: start, middle, end.</summary>
    public void Text(
        double x, double y, string text, string anchor = "start", string colour = Palette.Muted, string kind = "tick") =>
        html.Element(
            "text", text, ("x", N(x)), ("y", N(y)), ("text-anchor", anchor), ("fill", colour), ("class", kind));

    /// <summary>A data point, with a text that a pointer shows.</summary>
    public void Mark(double x, double y, double r, (string Colour, string Shape) style, string tip, double opacity = 0.75)
    {
        html.Open(
            "path", ("d", Outline(x, y, r, style.Shape)), ("fill", style.Colour), ("fill-opacity", N(opacity)),
            ("stroke", "#fff"), ("stroke-width", "0.8"));
        html.Element("title", tip).Close();
    }

    /// <summary>The outline of a mark as path data.</summary>
    internal static string Outline(double x, double y, double r, string shape) => shape switch
    {
        "circle" => $"M{N(x - r)} {N(y)}a{N(r)} {N(r)} 0 1 0 {N(2 * r)} 0a{N(r)} {N(r)} 0 1 0 {N(-2 * r)} 0z",
        "square" => $"M{N(x - (0.9 * r))} {N(y - (0.9 * r))}h{N(1.8 * r)}v{N(1.8 * r)}h{N(-1.8 * r)}z",
        "triangle" => $"M{N(x)} {N(y - (1.2 * r))}l{N(1.1 * r)} {N(2 * r)}h{N(-2.2 * r)}z",
        _ => $"M{N(x)} {N(y - (1.3 * r))}l{N(1.2 * r)} {N(1.3 * r)}l{N(-1.2 * r)} {N(1.3 * r)}l{N(-1.2 * r)} {N(-1.3 * r)}z",
    };

    public void Dispose() => html.Close().Line();

    /// <summary>A coordinate, to a hundredth of a pixel.</summary>
    private static string N(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);
}
