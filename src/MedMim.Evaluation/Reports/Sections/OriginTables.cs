using MedMim.Evaluation.Reports.Html;
using MedMim.Evaluation.Reports.Model;
using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Reports.Sections;

/// <summary>Dice by modality, maker and model of the scanner, and site, with the counts of each group.</summary>
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
        var (scanners, sites) = (Count(origins.Select(o => o.Scanner)), Count(origins.Select(o => o.Site)));
        string[] sentences =
        [
            modalities.Count == 1 ? $"All test scans are of one modality ({modalities[0]})." : string.Empty,
            makers.Count > 1 ? string.Empty : makers[0].Length == 0 ? "The makers of their scanners are not known." : $"All are from scanners of one maker ({makers[0]}).",
            scanners == 0 ? "Their models are not known." : $"They are of {scanners} {(scanners == 1 ? "model" : "models")}, numbered by how many scans the store has of each.",
            sites == 0 ? "Sites are not known." : sites == 1 ? "One site is known." : $"{sites} sites are known, numbered likewise.",
            modalities.Count == 1 && makers.Count == 1 && scanners < 2 && sites < 2 ? string.Empty
                : $"A group of fewer than {OriginSubgroups.FewestPatients} patients is too few to average. Groups are not tested against each other.",
        ];
        context.Html.Element("p", string.Join(' ', sentences.Where(s => s.Length > 0)));
    }

    private static int Count(IEnumerable<string> names) => names.Where(n => n.Length > 0).Distinct(StringComparer.Ordinal).Count();

    private static IEnumerable<string> Last(bool shown, string cell) => shown ? [cell] : [];

    private static string Name(string by) => by switch
    {
        "manufacturer" => "the scanner’s maker",
        "scanner" => "the scanner’s model",
        _ => by,
    };

    private static string Cell(Interval? mean, bool signed) => mean is null
        ? Figures.None
        : $"{(signed ? Figures.Signed(mean.Estimate, 3) : Figures.Number(mean.Estimate, 3))}\n{Figures.Bounds(mean, 3, signed)}{(mean.FellBack ? " †" : string.Empty)}";
}
