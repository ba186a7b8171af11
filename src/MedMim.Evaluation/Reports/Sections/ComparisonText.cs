using MedMim.Evaluation.Reports.Charts;
using MedMim.Evaluation.Reports.Html;

namespace MedMim.Evaluation.Reports.Sections;

/// <summary>A comparison's result in sentences that need no statistics to read.</summary>
internal static class ComparisonText
{
    /// <summary>Which arm did best on the fewest and on the most labelled patients.</summary>
    public static string Best(ReportContext context, ComparisonStatistics statistics)
    {
        var numbers = context.Report.Comparison!.Labelled;
        var ends = numbers.Count > 1 ? new[] { numbers[0], numbers[^1] } : [numbers[0]];
        var parts = ends.Select(n => (Number: n, Best: statistics.Points.Where(p => p.Labelled == n.Key && p.Mean is not null).MaxBy(p => p.Mean!.Estimate)))
            .Where(e => e.Best is not null)
            .Select(e => $"with {EfficiencyChart.Name(e.Number)} labelled patients, {context.ArmName(e.Best!.Arm)} reached the highest mean Dice, "
                + $"{Figures.Number(e.Best.Mean!.Estimate, 3)} ({Figures.Percent(e.Best.Mean.Level)} CI {Figures.Range(e.Best.Mean, 3)}, {e.Best.Mean.Patients} patients)")
            .ToList();
        return parts.Count == 0 ? "No test case was evaluated." : char.ToUpperInvariant(parts[0][0]) + string.Join("; ", parts)[1..] + ".";
    }

    /// <summary>Which differences the intervals show, and that the others are not shown.</summary>
    public static string Differences(ReportContext context, ComparisonStatistics statistics)
    {
        var all = statistics.Differences.Where(d => d.Paired is not null).ToList();
        var clear = all.Where(d => d.Paired!.Difference.Excludes(0) && d.AdjustedP < 1 - context.Report.Bootstrap.Level).ToList();
        if (clear.Count == 0)
        {
            return $"None of the {all.Count} paired differences stands out from zero after correction for several comparisons.";
        }

        var names = clear.Select(d => $"{context.ArmName(d.Arm)} against {context.ArmName(d.Reference)} with "
            + $"{d.Labelled} ({Figures.Signed(d.Paired!.Difference.Estimate, 3)})");
        return $"{clear.Count} of {all.Count} paired differences stand out from zero, by their interval and by Wilcoxon’s test after "
            + $"Holm’s correction: {string.Join("; ", names)}.";
    }

    /// <summary>What the chart shows.</summary>
    public static string Caption(ReportContext context)
    {
        var labels = context.Report.Labels;
        var over = labels.Count > 1 ? $" over {string.Join(" and ", labels.Select(l => l.Name))}," : string.Empty;
        return $"Mean Dice{over} then over seeds within each patient, then over patients, with its {Figures.Percent(context.Report.Bootstrap.Level)} "
            + "bootstrap interval over patients. Arms stand side by side at each number; the axis is logarithmic.";
    }
}
