using MedMim.Evaluation.Reports.Charts;
using MedMim.Evaluation.Reports.Html;
using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Reports.Sections;

/// <summary>The answer of a comparison, first: a chart, the means, and every arm against the references.</summary>
internal static class ComparisonSection
{
    public static void Write(ReportContext context, ComparisonStatistics statistics)
    {
        var (html, report) = (context.Html, context.Report);
        html.Section("result", "Result");
        html.Element("p", ComparisonText.Best(context, statistics), ("class", "lead"));
        html.Element("p", ComparisonText.Differences(context, statistics), ("class", "lead second"));
        html.Legend(report.Arms.Select((arm, i) => (arm.Name, Palette.Of(report.Arms, i))));
        html.Open("figure");
        EfficiencyChart.Draw(html, report, statistics, "efficiency");
        html.Element("figcaption", ComparisonText.Caption(context)).Close();
        Means(context, statistics);
        Differences(context, statistics);
        Rounds(context, statistics);
        html.Facts(report.Comparison!.Design);
        html.Close();
    }

    private static void Means(ReportContext context, ComparisonStatistics statistics)
    {
        var report = context.Report;
        context.Html.Table(
            $"Mean Dice over patients [{Figures.Percent(report.Bootstrap.Level)} CI], by labelled patients",
            ["Arm", .. report.Comparison!.Labelled.Select(EfficiencyChart.Name)],
            report.Arms.Select(arm => (IReadOnlyList<string>)
            [
                arm.Name,
                .. report.Comparison.Labelled.Select(n => statistics.Point(arm.Key, n.Key).Mean is { } mean
                    ? $"{Figures.Number(mean.Estimate, 3)}\n{Figures.Bounds(mean, 3)}{Flag(mean)}"
                    : Figures.None),
            ]));
    }

    private static void Differences(ReportContext context, ComparisonStatistics statistics)
    {
        foreach (var number in context.Report.Comparison!.Labelled)
        {
            var rows = statistics.Differences.Where(d => d.Labelled == number.Key && d.Paired is not null).ToList();
            if (rows.Count > 0)
            {
                context.Html.Table(
                    $"Differences in Dice with {EfficiencyChart.Name(number)} labelled patients, paired by patient",
                    ["Arm − reference", "Difference", "Interval", "Higher", "Lower", "Patients", "Wilcoxon p", "p, Holm"],
                    rows.Select(d => Row(context, d, d.Paired!)));
            }
        }
    }

    private static IReadOnlyList<string> Row(ReportContext context, ComparisonDifference difference, PairedComparison paired) =>
    [
        $"{context.ArmName(difference.Arm)} − {context.ArmName(difference.Reference)}",
        Figures.Signed(paired.Difference.Estimate, 3),
        Figures.Bounds(paired.Difference, 3, signed: true) + Flag(paired.Difference),
        Figures.Count(paired.Higher),
        Figures.Count(paired.Lower),
        Figures.Count(paired.Patients.Count),
        P(paired.PValue),
        P(difference.AdjustedP),
    ];

    private static void Rounds(ReportContext context, ComparisonStatistics statistics)
    {
        var report = context.Report;
        var rounds = statistics.Points.SelectMany(p => p.Rounds).Select(r => (r.Seed, r.Fold)).Distinct().Order().ToList();
        context.Html.Table(
            "Mean Dice by seed and fold: how much chance in training and the choice of patients move it",
            ["Arm, labelled", .. rounds.Select(r => $"seed {r.Seed}, fold {r.Fold}")],
            report.Arms.SelectMany(arm => report.Comparison!.Labelled.Select(n => (IReadOnlyList<string>)
            [
                $"{arm.Name}, {EfficiencyChart.Name(n)}",
                .. rounds.Select(r => statistics.Point(arm.Key, n.Key).Rounds.FirstOrDefault(m => (m.Seed, m.Fold) == r) is { } mean
                    ? Figures.Number(mean.Dice, 3)
                    : Figures.None),
            ])));
    }

    private static string P(double? p) => p is { } value ? Figures.Probability(value).TrimStart('=', ' ') : Figures.None;

    private static string Flag(Interval interval) => interval.FellBack ? " †" : string.Empty;
}
