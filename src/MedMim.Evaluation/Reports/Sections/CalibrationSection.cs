using MedMim.Evaluation.Calibration;
using MedMim.Evaluation.Reports.Charts;
using MedMim.Evaluation.Reports.Html;

namespace MedMim.Evaluation.Reports.Sections;

/// <summary>Whether the probabilities mean what they say: the expected calibration error and the reliability curve of each label.</summary>
internal static class CalibrationSection
{
    public static void Write(ReportContext context)
    {
        var (html, report) = (context.Html, context.Report);
        if (report.Calibration.Count == 0)
        {
            return;
        }

        html.Section("calibration", "Calibration");
        html.Element("p", $"Over the voxels that a model gave a probability of at least {Scale.Name(ReliabilityCounts.Least)}, in {ReliabilityCounts.Bins} bins of equal "
            + "width. The expected calibration error is the mean distance between probability and frequency: 0 is perfect.");
        var byLabel = report.Labels.Select(l => (Label: l, Rows: report.Calibration.Where(c => c.Label == l.Value).ToList())).Where(l => l.Rows.Count > 0).ToList();
        foreach (var (label, rows) in byLabel)
        {
            html.Table(
                $"{ResultsSection.Capital(label.Name)}: expected calibration error [{Figures.Percent(report.Bootstrap.Level)} CI]", ["Arm", "Error", "Voxels"],
                rows.Select(r => (IReadOnlyList<string>)
                [
                    context.ArmName(r.Arm),
                    r.Error is { } error ? $"{Figures.Number(error.Estimate, 3)}\n{Figures.Bounds(error, 3)}" : Figures.None,
                    Figures.Count((long)r.Curve.Sum(b => b.Voxels)),
                ]));
        }

        html.Legend(report.Arms.Select((a, i) => (a.Key, a.Name, Style: Palette.Of(report.Arms, i)))
            .Where(a => report.Calibration.Any(r => r.Arm == a.Key)).Select(a => (a.Name, a.Style)));
        html.Open("div", ("class", "charts"));
        foreach (var (label, rows) in byLabel)
        {
            html.Open("figure");
            CalibrationChart.Draw(html, report, rows, label.Name, FormattableString.Invariant($"calibration-{label.Value}"));
            html.Element("figcaption", $"Voxels of {label.Name}, by probability. Below the diagonal the model is too sure, above it not sure enough.").Close();
        }

        html.Close().Close();
    }
}
