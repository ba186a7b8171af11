using MedMim.Evaluation.Metrics;
using MedMim.Evaluation.Reports.Charts;
using MedMim.Evaluation.Reports.Html;
using MedMim.Evaluation.Reports.Model;
using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Reports.Sections;

/// <summary>Every metric with its interval, the paired differences, and the charts behind them.</summary>
internal static class ResultsSection
{
    public static void Write(ReportContext context)
    {
        var html = context.Html;
        html.Section("detail", "Results in detail");
        if (context.Report.Comparison is { } comparison)
        {
            html.Element("p", $"With the most labelled patients: {EfficiencyChart.Name(comparison.Labelled[^1])}.");
        }

        foreach (var label in context.Report.Labels)
        {
            if (context.Report.Labels.Count > 1)
            {
                html.Element("h3", label.Name);
            }

            Arms(context, label);
            Differences(context, label);
            Subgroups(context, label);
            OriginTables.Write(context, label);
        }

        OriginTables.Explain(context);
        Charts(context);
        html.Close();
    }

    private static void Arms(ReportContext context, LabelName label)
    {
        // A row a metric: there are more of them than arms, and a page is narrow.
        var rows = MetricDefinition.All.Select(metric => (Metric: metric, Cells: context.Report.Arms.Select(arm => context.Statistics.Summaries
                .First(s => s.Arm == arm.Key && s.Label == label.Value && s.Metric == metric.Key)).ToList()))
            .Where(r => r.Metric.IsAlwaysShown || r.Cells.Any(c => c.Mean is not null))
            .Select(r => (IReadOnlyList<string>)[Name(r.Metric), .. r.Cells.Select(c => Cell(c, r.Metric))]);
        context.Html.Table(
            $"{Capital(label.Name)}: mean over patients [{Figures.Percent(context.Report.Bootstrap.Level)} CI]",
            ["Metric", .. context.Report.Arms.Select(a => a.Name)], rows);
    }

    private static void Differences(ReportContext context, LabelName label)
    {
        var rows = context.Statistics.Comparisons.Where(c => c.Label == label.Value && c.Paired is not null)
            .Select(c => Row(c.Paired!, MetricDefinition.All.First(m => m.Key == c.Metric)))
            .ToList();
        if (rows.Count > 0)
        {
            context.Html.Table(
                $"{Capital(label.Name)}: {context.Statistics.Pretrained!.Name} minus {context.Statistics.Scratch!.Name}, paired by patient",
                ["Metric", "Difference", "Interval", "Higher", "Lower", "Patients", "Wilcoxon p"], rows);
        }
    }

    private static IReadOnlyList<string> Row(PairedComparison paired, MetricDefinition metric) =>
    [
        Name(metric),
        Figures.Signed(paired.Difference.Estimate, metric.Decimals),
        Figures.Bounds(paired.Difference, metric.Decimals, signed: true) + Flag(paired.Difference),
        Figures.Count(paired.Higher),
        Figures.Count(paired.Lower),
        Figures.Count(paired.Patients.Count),
        paired.PValue is { } p ? Figures.Probability(p).TrimStart('=', ' ') : Figures.None,
    ];

    private static void Subgroups(ReportContext context, LabelName label)
    {
        var rows = context.Statistics.Subgroups.Where(s => s.Label == label.Value)
            .GroupBy(s => (s.Group, s.FromMl, s.ToMl, s.Patients, s.Lesions))
            .Select(g => (IReadOnlyList<string>)
            [
                char.ToUpperInvariant(g.Key.Group[0]) + g.Key.Group[1..],
                $"{Figures.Number(g.Key.FromMl, 2)} to {Figures.Number(g.Key.ToMl, 2)}", Figures.Count(g.Key.Patients), Figures.Count(g.Key.Lesions),
                .. g.Select(s => s.Mean is { } mean ? $"{Figures.Number(mean.Estimate, 3)}\n{Figures.Bounds(mean, 3)}{Flag(mean)}" : Figures.None),
            ])
            .ToList();
        if (rows.Count > 0)
        {
            context.Html.Table(
                $"{Capital(label.Name)}: Dice by the size of the reference [{Figures.Percent(context.Report.Bootstrap.Level)} CI]",
                ["Patients by volume", "Volume, mL", "Patients", "Lesions", .. context.Report.Arms.Select(a => a.Name)], rows);
        }
    }

    private static void Charts(ReportContext context)
    {
        var (html, report) = (context.Html, context.Report);
        html.Legend(report.Arms.Select((arm, i) => (arm.Name, Palette.Of(report.Arms, i))));
        html.Open("div", ("class", "charts"));
        if (context.Statistics.HeadlineDifference is { } paired)
        {
            html.Open("figure");
            PairedChart.Draw(
                html, paired, context.Statistics.Pretrained!.Name, context.Statistics.Scratch!.Name, "paired");
            html.Element("figcaption", "Each line is a patient. Solid blue: better after pretraining; dashed orange: worse.")
                .Close();
        }

        html.Open("figure");
        SizeChart.Draw(html, report, "size");
        html.Element("figcaption", "Each mark is one labelled structure of one scan. The axis of volumes is logarithmic.")
            .Close().Close();
    }

    private static string Cell(ArmSummary summary, MetricDefinition metric) => summary.Mean is { } mean
        ? $"{Figures.Number(mean.Estimate, metric.Decimals)}\n{Figures.Bounds(mean, metric.Decimals)}{Flag(mean)}"
        : summary.Infinite > 0 ? $"∞\nin {Figures.Count(summary.Infinite)} of the scans" : Figures.None;

    private static string Flag(Interval interval) => interval.FellBack ? " †" : string.Empty;

    private static string Name(MetricDefinition metric) =>
        (metric.Unit.Length == 0 ? metric.Name : $"{metric.Name}, {metric.Unit}")
        + (metric.HigherIsBetter switch { true => " ↑", false => " ↓", _ => string.Empty });

    internal static string Capital(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];
}
