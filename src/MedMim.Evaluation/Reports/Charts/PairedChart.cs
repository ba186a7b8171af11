using MedMim.Evaluation.Reports.Html;
using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Reports.Charts;

/// <summary>A line a patient from scratch (left) to pretrained (right): who gained and who lost.</summary>
internal static class PairedChart
{
    private const double Width = 440;
    private const double Height = 330;
    private const double Top = 34;
    private const double Bottom = 290;
    private const double LeftX = 112;
    private const double RightX = 366;
    private const string Gain = "#0072b2";
    private const string Loss = "#d55e00";

    public static void Draw(HtmlWriter html, PairedComparison paired, string first, string second, string id)
    {
        using var svg = new Svg(
            html, Width, Height, id, $"Dice of every patient, {second} against {first}",
            $"{paired.Higher} of {paired.Patients.Count} patients gain, {paired.Lower} lose.");
        var values = paired.Patients.SelectMany(p => new[] { p.First, p.Second }).ToList();
        var y = Scale.Linear(values.Min(), values.Max(), Bottom, Top);
        Frame.Vertical(svg, y, 48, Width - 14, "Dice", Top);
        foreach (var pair in paired.Patients.OrderBy(p => Math.Abs(p.Difference)))
        {
            var colour = pair.Difference < 0 ? Loss : Gain;
            var tip = $"{pair.Patient}: {Figures.Number(pair.Second, 3)} → {Figures.Number(pair.First, 3)}";
            var path = new[] { (LeftX, y.At(pair.Second)), (RightX, y.At(pair.First)) };
            svg.Path(path, colour, 1.5, pair.Difference < 0 ? "5 4" : "none");
            svg.Mark(LeftX, y.At(pair.Second), 4, (colour, "circle"), tip);
            svg.Mark(RightX, y.At(pair.First), 4, (colour, "circle"), tip);
        }

        svg.Text(LeftX, Bottom + 26, second, "middle", Palette.Ink, "axis");
        svg.Text(RightX, Bottom + 26, first, "middle", Palette.Ink, "axis");
    }
}
