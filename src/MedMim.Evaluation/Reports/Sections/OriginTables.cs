using MedMim.Evaluation.Reports.Html;
using MedMim.Evaluation.Reports.Model;
using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Reports.Sections;

/// <summary>Dice by modality and maker of the scanner, with the counts of each group.</summary>
internal static class OriginTables
{
    public static void Write(ReportContext context, LabelName label)
    {
        var groups = context.Statistics.Origins.Where(o => o.Label == label.Value).ToList();
        var hasDifference = groups.Any(g => g.Difference is not null);
        foreach (var kind in groups.GroupBy(g => g.By, StringComparer.Ordinal))
        {
            context.Html.Table(
                $"{ResultsSection.Capital(label.Name)}: Dice by {Name(kind.Key)} [{Figures.Percent(context.Report.Bootstrap.Level)} CI]",
                ["Group", "Patients", "Scans", .. context.Report.Arms.Select(a => a.Name), .. Last(hasDifference, "Difference")],
                kind.Select(g => (IReadOnlyList<string>)
                [
                    g.Group, Figures.Count(g.Patients), Figures.Count(g.Scans),
                    .. context.Report.Arms.Select(a => g.IsTooSmall ? "too few" : Cell(g.Arms.FirstOrDefault(m => m.Arm == a.Key)?.Mean, signed: false)),
                    .. Last(hasDifference, g.IsTooSmall ? "too few" : Cell(g.Difference, signed: true)),
                ]));
        }
    }

    /// <summary>What the groups are, and which there are not.</summary>
    public static void Explain(ReportContext context)
    {
        var origins = context.Report.Origins;
        if (origins.Count == 0)
        {
            return;
        }

        var modalities = origins.Select(o => o.Modality).Distinct(StringComparer.Ordinal).ToList();
        var makers = origins.Select(o => o.Manufacturer).Distinct(StringComparer.Ordinal).ToList();
        string[] sentences =
        [
            modalities.Count == 1 ? $"All test scans are of one modality ({modalities[0]})." : string.Empty,
            makers.Count > 1 ? string.Empty : makers[0].Length == 0 ? "The makers of their scanners are not known." : $"All are from scanners of one maker ({makers[0]}).",
            modalities.Count == 1 && makers.Count == 1 ? string.Empty
                : $"A group of fewer than {OriginSubgroups.FewestPatients} patients is too few to average. Groups are not tested against each other.",
            "Models of scanners and sites are not in the store.",
        ];
        context.Html.Element("p", string.Join(' ', sentences.Where(s => s.Length > 0)));
    }

    private static IEnumerable<string> Last(bool shown, string cell) => shown ? [cell] : [];

    private static string Name(string by) => by == "manufacturer" ? "the scanner’s maker" : by;

    private static string Cell(Interval? mean, bool signed) => mean is null
        ? Figures.None
        : $"{(signed ? Figures.Signed(mean.Estimate, 3) : Figures.Number(mean.Estimate, 3))}\n{Figures.Bounds(mean, 3, signed)}{(mean.FellBack ? " †" : string.Empty)}";
}
