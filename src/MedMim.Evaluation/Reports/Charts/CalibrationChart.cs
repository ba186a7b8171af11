using MedMim.Evaluation.Calibration;
using MedMim.Evaluation.Reports.Html;
using MedMim.Evaluation.Reports.Model;

namespace MedMim.Evaluation.Reports.Charts;

/// <summary>The reliability curve: how often a label was right, by how probable the model found it. The diagonal is perfect.</summary>
internal static class CalibrationChart
{
    private const double Width = 440;
    private const double Height = 400;
    private const double Left = 48;
    private const double Top = 34;
    private const double Bottom = 352;

    public static void Draw(HtmlWriter html, StudyReport report, IReadOnlyList<CalibrationFigures> rows, string name, string id)
    {
        using var svg = new Svg(
            html, Width, Height, id, $"Reliability curve, {name}",
            "Share of voxels that the reference gives the label, over the mean probability of their bin, by arm; the dashed diagonal is perfect calibration.");
        var x = Scale.Linear(0, 1, Left + 6, Width - 14);
        var y = Scale.Linear(0, 1, Bottom, Top);
        Frame.Horizontal(svg, x, Top, Bottom, "Probability", (Left + Width) / 2);
        Frame.Vertical(svg, y, Left, Width - 14, "Frequency", Top);
        svg.Path([(x.At(0), y.At(0)), (x.At(1), y.At(1))], Palette.Ink, 1, "4 4");
        foreach (var row in rows)
        {
            var arm = report.Arms.Select((a, i) => (a.Key, a.Name, Style: Palette.Of(report.Arms, i))).First(a => a.Key == row.Arm);
            svg.Path(row.Curve.Select(b => (x.At(b.Probability), y.At(b.Frequency))), arm.Style.Colour, 1.6, "none");
            foreach (var bin in row.Curve)
            {
                svg.Mark(
                    x.At(bin.Probability), y.At(bin.Frequency), 4, arm.Style,
                    $"{arm.Name}: probability {Figures.Number(bin.Probability, 2)}, frequency {Figures.Number(bin.Frequency, 2)}, {Figures.Count((long)bin.Voxels)} voxels", 1);
            }
        }
    }
}
