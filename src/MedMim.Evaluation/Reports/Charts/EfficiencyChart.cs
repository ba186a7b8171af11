using MedMim.Evaluation.Reports.Html;
using MedMim.Evaluation.Reports.Model;

namespace MedMim.Evaluation.Reports.Charts;

/// <summary>Dice by number of labelled patients: a line an arm, with the interval of each mean.</summary>
internal static class EfficiencyChart
{
    private const double Width = 640;
    private const double Height = 400;
    private const double Left = 56;
    private const double Top = 34;
    private const double Bottom = 340;
    private const double Apart = 9; // of the arms at one number, so that their intervals stand side by side

    public static void Draw(HtmlWriter html, StudyReport report, ComparisonStatistics statistics, string id)
    {
        var numbers = report.Comparison!.Labelled;
        var bounds = statistics.Points.Where(p => p.Mean is not null)
            .SelectMany(p => new[] { p.Mean!.Low ?? p.Mean.Estimate, p.Mean.High ?? p.Mean.Estimate }).ToList();
        if (bounds.Count == 0)
        {
            return;
        }

        using var svg = new Svg(
            html, Width, Height, id, "Dice by number of labelled patients",
            $"Mean Dice with its interval of {string.Join(", ", report.Arms.Select(a => a.Name))}.");
        var margin = Apart * report.Arms.Count / 2;
        var x = Scale.Logarithmic(
            numbers[0].Patients / 0.8, Math.Max(numbers[^1].Patients, numbers[0].Patients * 1.01) / 1.25, Left + margin + 8, Width - margin - 16);
        var y = Scale.Linear(bounds.Min(), bounds.Max(), Bottom, Top);
        Frame.Vertical(svg, y, Left, Width - 14, "Dice", Top);
        foreach (var number in numbers)
        {
            svg.Line(x.At(number.Patients), Top, x.At(number.Patients), Bottom, Palette.Grid);
            svg.Text(x.At(number.Patients), Bottom + 16, Name(number), "middle");
        }

        svg.Text((Left + Width) / 2, Bottom + 38, "Labelled patients to fine-tune on", "middle", Palette.Ink, "axis");
        for (var arm = 0; arm < report.Arms.Count; arm++)
        {
            Arm(svg, x, y, report, statistics, arm);
        }
    }

    /// <summary>A number as the axis has it: <c>all</c> says how many these are.</summary>
    public static string Name(LabelledNumber number) => number.Key == "all"
        ? $"all ({Figures.Number(number.Patients, number.Patients % 1 == 0 ? 0 : 1)})"
        : number.Key;

    private static void Arm(Svg svg, Scale x, Scale y, StudyReport report, ComparisonStatistics statistics, int index)
    {
        var arm = report.Arms[index];
        var style = Palette.Of(report.Arms, index);
        var aside = (index - ((report.Arms.Count - 1) / 2.0)) * Apart;
        var points = report.Comparison!.Labelled
            .Select(n => (Number: n, X: x.At(n.Patients) + aside, statistics.Point(arm.Key, n.Key).Mean))
            .Where(p => p.Mean is not null)
            .ToList();
        svg.Path(points.Select(p => (p.X, y.At(p.Mean!.Estimate))), style.Colour, 1.6, arm.Kind == ArmKind.Scratch ? "5 4" : "none");
        foreach (var (number, at, mean) in points)
        {
            if (mean is { Low: { } low, High: { } high })
            {
                svg.Line(at, y.At(low), at, y.At(high), style.Colour, 1.6);
            }

            svg.Mark(at, y.At(mean!.Estimate), 5, style, $"{arm.Name}, {Name(number)}: {Figures.Number(mean.Estimate, 3)} {Figures.Bounds(mean, 3)}", 1);
        }
    }
}
