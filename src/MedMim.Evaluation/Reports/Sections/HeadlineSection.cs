using MedMim.Evaluation.Reports.Charts;
using MedMim.Evaluation.Reports.Html;
using MedMim.Evaluation.Reports.Model;
using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Reports.Sections;

/// <summary>The answer, first: sentences, key figures, and every patient as a dot.</summary>
internal static class HeadlineSection
{
    public static void Write(ReportContext context)
    {
        var html = context.Html;
        html.Section("result", "Result");
        html.Element("p", HeadlineText.Reached(context), ("class", "lead"));
        if (HeadlineText.Difference(context) is { } difference)
        {
            html.Element("p", difference, ("class", "lead second"));
        }

        if (HeadlineText.Caution(context) is { } caution)
        {
            html.Element("p", caution, ("class", "note"));
        }

        html.Open("div", ("class", "headline")).Open("div", ("class", "figures"));
        var arms = context.Report.Arms;
        for (var i = 0; i < arms.Count; i++)
        {
            Figure(html, arms[i].Name, context.Statistics.Headline(arms[i].Key), ArmClass(arms[i]), signed: false);
        }

        if (context.Statistics.HeadlineDifference is { } paired)
        {
            Figure(html, "Difference, paired", paired.Difference, "figure difference", signed: true);
        }

        html.Close().Open("figure");
        DistributionChart.Draw(html, context.Report, context.Statistics, "distribution");
        html.Element("figcaption", Caption(context)).Close().Close().Close();
    }

    private static void Figure(HtmlWriter html, string name, Interval? mean, string kind, bool signed)
    {
        html.Open("div", ("class", kind)).Element("p", name, ("class", "figure-name"));
        html.Element("p", mean is null ? Figures.None : signed
            ? Figures.Signed(mean.Estimate, 3)
            : Figures.Number(mean.Estimate, 3), ("class", "figure-value"));
        html.Element("p", mean is null ? "no case" : Figures.Bounds(mean, 3, signed), ("class", "figure-bounds")).Close();
    }

    private static string ArmClass(ArmRecord arm) => arm.Kind switch
    {
        ArmKind.Pretrained => "figure pretrained",
        ArmKind.Scratch => "figure scratch",
        _ => "figure baseline",
    };

    private static string Caption(ReportContext context)
    {
        var labels = context.Report.Labels;
        var over = labels.Count > 1 ? $", averaged over {string.Join(", ", labels.Select(l => l.Name))}" : string.Empty;
        return $"Mean Dice over patients{over}, with its {Figures.Percent(context.Report.Bootstrap.Level)} bootstrap "
            + "interval. Each dot is one test patient; the tick below marks the mean, the bar its interval.";
    }
}
