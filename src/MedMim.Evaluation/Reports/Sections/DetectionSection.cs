using MedMim.Evaluation.Detection;
using MedMim.Evaluation.Reports.Charts;
using MedMim.Evaluation.Reports.Model;
using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Reports.Sections;

/// <summary>How well lesions are found as boxes: a table and a FROC curve a label.</summary>
internal static class DetectionSection
{
    public static void Write(ReportContext context, DetectionRecord record)
    {
        var html = context.Html;
        html.Section("detection", "Detection");
        foreach (var label in record.Figures.Select(f => f.Label).Distinct().Order())
        {
            var name = context.LabelName((byte)label);
            var rows = record.Detectors.Select(d => (d.Name, Figures: record.Figures.First(f => f.Arm == d.Key && f.Label == label))).ToList();
            Table(context, record, name, rows);
            html.Legend(record.Detectors.Select((d, i) => (d.Name, FrocChart.Style(i))));
            html.Open("figure");
            FrocChart.Draw(html, record, label, name, FormattableString.Invariant($"froc-{label}"));
            html.Element("figcaption", $"Sensitivity for {name} over false positives a scan, by falling score, with {Html.Figures.Percent(context.Report.Bootstrap.Level)} intervals over patients. A second box of a lesion is a false positive.").Close();
        }

        html.Facts(Conventions(record.Conventions));
        html.Close();
    }

    private static void Table(
        ReportContext context, DetectionRecord record, string name, List<(string Name, DetectionFigures Figures)> rows)
    {
        var any = rows[0].Figures;
        context.Html.Table(
            $"{name}: {Html.Figures.Count(any.Lesions)} lesions in {Html.Figures.Count(any.Scans)} scans of {Html.Figures.Count(any.Patients)} patients "
                + $"[{Html.Figures.Percent(context.Report.Bootstrap.Level)} CI]",
            [
                "Detector", $"AP, IoU {Scale.Name(record.Conventions.FrocIou)}",
                $"AP, IoU {Scale.Name(record.Conventions.IouThresholds[0])} to {Scale.Name(record.Conventions.IouThresholds[^1])}", "CPM",
                .. record.Conventions.Rates.Select(r => $"Sensitivity at {FrocChart.RateName(r)}"), "Boxes",
            ],
            rows.Select(r => (IReadOnlyList<string>)
            [
                r.Name, Cell(r.Figures.AveragePrecision), Cell(r.Figures.MeanAveragePrecision), Cell(r.Figures.Cpm),
                .. record.Conventions.Rates.Select((_, i) => Cell(r.Figures.Sensitivities.Count > i ? r.Figures.Sensitivities[i] : null)),
                Html.Figures.Count(r.Figures.Detections),
            ]));
    }

    private static string Cell(Interval? interval) => interval is null
        ? Html.Figures.None
        : $"{Html.Figures.Number(interval.Estimate, 3)}\n{Html.Figures.Bounds(interval, 3)}";

    private static IReadOnlyList<NamedValue> Conventions(DetectionOptions options) =>
    [
        new("Lesions to find", (options.FromInstances
            ? "Those that the reference’s instance maps number, even where they touch"
            : "The 26-connected components of the reference label") + "; their boxes on the scan’s own grid."),
        new("Hit", options.FrocLocalisation == Localisation.Overlap
            ? $"IoU of boxes of at least the threshold; for the FROC curve {Scale.Name(options.FrocIou)}. By falling score each box takes the free lesion that it overlaps most; a second box of a lesion is a false positive."
            : "A box whose centre is nearer to the lesion’s than half of its longest side (LUNA16); further boxes of a lesion do not count."),
        new("AP", "Mean over 101 recalls of the best precision at that recall or above (COCO, nnDetection); "
            + $"at most {Html.Figures.Count(options.MaximumDetections)} boxes a scan."),
        new("CPM", $"Mean sensitivity at {string.Join(", ", options.Rates.Select(FrocChart.RateName))} false positives a scan, linear between the curve’s points, flat beyond its end."),
        new("Intervals", "Percentile bootstrap over patients: figures are over all lesions together. Resamples without a lesion are left out."),
    ];
}
