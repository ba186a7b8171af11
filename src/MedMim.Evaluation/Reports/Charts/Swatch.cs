using MedMim.Evaluation.Reports.Html;

namespace MedMim.Evaluation.Reports.Charts;

/// <summary>An arm's mark beside its name in a legend; decoration for screen readers.</summary>
internal static class Swatch
{
    public static void Draw(HtmlWriter html, (string Colour, string Shape) style) =>
        html.Open("svg", ("class", "swatch"), ("viewBox", "0 0 14 14"), ("width", "14"), ("height", "14"), ("aria-hidden", "true"))
            .Empty("path", ("d", Svg.Outline(7, 7, 5, style.Shape)), ("fill", style.Colour))
            .Close();
}
