using MedMim.Evaluation.Detection;
using MedMim.Evaluation.Reports.Html;
using MedMim.Evaluation.Reports.Model;

namespace MedMim.Evaluation.Reports.Charts;

/// <summary>Sensitivity over false positives a scan: a curve a detector, with the interval at each rate.</summary>
internal static class FrocChart
{
    private const double Width = 640;
    private const double Height = 400;
    private const double Left = 56;
    private const double Top = 34;
    private const double Bottom = 340;
    private const double Apart = 6; // of the detectors at one rate, so that their intervals stand side by side
    private const int Steps = 120;

    /// <summary>The colour and shape of the detector at a place.</summary>
    public static (string Colour, string Shape) Style(int index) =>
        new[] { ("#0072b2", "circle"), ("#d55e00", "square"), ("#009e73", "triangle"), ("#cc79a7", "diamond") }[index % 4];

    public static void Draw(HtmlWriter html, DetectionRecord record, int label, string name, string id)
    {
        var rows = record.Detectors.Select((d, i) => (Detector: d, Place: i, Figures: record.Figures.First(f => f.Arm == d.Key && f.Label == label)))
            .Where(r => r.Figures.Froc.Count > 0).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        var rates = record.Conventions.Rates;
        using var svg = new Svg(
            html, Width, Height, id, $"FROC curve, {name}",
            $"Sensitivity over false positives a scan of {string.Join(", ", rows.Select(r => r.Detector.Name))}.");
        var x = Scale.Logarithmic(rates.Min(), rates.Max(), Left, Width - 14);
        var y = Scale.Linear(0, 1, Bottom, Top);
        Frame.Vertical(svg, y, Left, Width - 14, "Sensitivity", Top);
        foreach (var rate in rates)
        {
            svg.Line(x.At(rate), Top, x.At(rate), Bottom, Palette.Grid);
            svg.Text(x.At(rate), Bottom + 16, RateName(rate), "middle");
        }

        svg.Text((Left + Width) / 2, Bottom + 38, "False positives a scan", "middle", Palette.Ink, "axis");
        foreach (var (detector, place, figures) in rows)
        {
            Curve(svg, x, y, detector, Style(place), ((place - ((record.Detectors.Count - 1) / 2.0)) * Apart, rates), figures);
        }
    }

    /// <summary>A rate as its axis has it: ⅛, ¼, ½, 1 …</summary>
    public static string RateName(double rate) => rate switch
    {
        0.125 => "⅛",
        0.25 => "¼",
        0.5 => "½",
        _ => Scale.Name(rate),
    };

    private static void Curve(
        Svg svg, Scale x, Scale y, DetectorName detector, (string Colour, string Shape) style, (double Aside, IReadOnlyList<double> Rates) at,
        DetectionFigures figures)
    {
        var (low, high) = (at.Rates.Min(), at.Rates.Max());
        svg.Path(
            Enumerable.Range(0, Steps + 1).Select(i => low * Math.Pow(high / low, i / (double)Steps))
                .Select(rate => (x.At(rate), y.At(FrocCurve.At(figures.Froc, rate)))),
            style.Colour, 1.6, detector.Key.StartsWith("segmenter", StringComparison.Ordinal) ? "5 4" : "none");
        for (var i = 0; i < at.Rates.Count; i++)
        {
            var (rate, interval) = (at.Rates[i], figures.Sensitivities[i]);
            var place = x.At(rate) + at.Aside;
            if (interval is { Low: { } from, High: { } to })
            {
                svg.Line(place, y.At(from), place, y.At(to), style.Colour, 1.2, 0.6);
            }

            svg.Mark(
                place, y.At(interval.Estimate), 4, style,
                $"{detector.Name}, {RateName(rate)}: {Figures.Number(interval.Estimate, 3)} {Figures.Bounds(interval, 3)}", 1);
        }
    }
}
