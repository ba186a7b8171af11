using MedMim.Evaluation.Reports.Html;
using MedMim.Evaluation.Reports.Model;

namespace MedMim.Evaluation.Reports.Charts;

/// <summary>The size of what was to be found against the Dice: small lesions are where segmenters fail.</summary>
internal static class SizeChart
{
    private const double Width = 440;
    private const double Height = 330;
    private const double Left = 48;
    private const double Top = 34;
    private const double Bottom = 282;

    public static void Draw(HtmlWriter html, StudyReport report, string id)
    {
        var points = report.Cases
            .SelectMany(c => c.Labels.Where(l => l.ReferenceVolumeMm3 > 0 && !double.IsNaN(l.Dice)).Select(l => (Case: c, Label: l)))
            .ToList();
        if (points.Count == 0)
        {
            return;
        }

        using var svg = new Svg(
            html, Width, Height, id, "Size of the reference against Dice",
            "Each mark is one label of one scan; the horizontal axis is the reference's volume, logarithmic.");
        var sizes = points.Select(p => p.Label.ReferenceVolumeMm3 / 1000).ToList();
        var x = Scale.Logarithmic(sizes.Min(), sizes.Max(), Left + 6, Width - 14);
        var y = Scale.Linear(0, 1, Bottom, Top);
        Frame.Horizontal(svg, x, Top, Bottom, "Reference volume, mL", (Left + Width) / 2);
        Frame.Vertical(svg, y, Left, Width - 14, "Dice", Top);
        for (var arm = 0; arm < report.Arms.Count; arm++)
        {
            var style = Palette.Of(report.Arms, arm);
            foreach (var (@case, label) in points.Where(p => p.Case.Arm == report.Arms[arm].Key))
            {
                svg.Mark(
                    x.At(label.ReferenceVolumeMm3 / 1000), y.At(label.Dice), 4.2, style,
                    $"{@case.CaseId}, {report.Arms[arm].Name}: {Figures.Number(label.Dice, 3)}", 0.7);
            }
        }
    }
}
