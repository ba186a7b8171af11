using MedMim.Evaluation.Metrics;
using MedMim.Evaluation.Reports.Model;
using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Reports;

/// <summary>Dice by modality, by the scanner's maker and model, and by site: a mean over all hides the scanner on which a segmenter fails.</summary>
public static class OriginSubgroups
{
    /// <summary>A group of fewer patients is counted, but not averaged.</summary>
    public const int FewestPatients = 5;

    private static readonly (string By, Func<CaseOrigin, string> Of)[] Kinds =
    [
        ("modality", o => o.Modality), ("manufacturer", o => Known(o.Manufacturer)), ("scanner", o => Known(o.Scanner)), ("site", o => Known(o.Site)),
    ];

    /// <summary>By label, then modality, maker, scanner and site, then group, the largest first. None of what all scans have in common.</summary>
    /// <param name="report">The study.</param>
    /// <param name="pretrained">The pretrained arm, for the difference; null without one.</param>
    /// <param name="scratch">Its twin.</param>
    public static IReadOnlyList<OriginSubgroup> Of(StudyReport report, ArmRecord? pretrained, ArmRecord? scratch)
    {
        ArgumentNullException.ThrowIfNull(report);
        var origins = report.Origins.ToDictionary(o => o.CaseId, StringComparer.Ordinal);
        var known = report.Cases.Where(c => origins.ContainsKey(c.CaseId)).ToList();
        return
        [
            .. from label in report.Labels
            from kind in Kinds
            let groups = known.GroupBy(c => kind.Of(origins[c.CaseId]), StringComparer.Ordinal).ToList()
            where groups.Count > 1
            from g in groups.Select(g => Group(report, label.Value, kind.By, g.Key, [.. g], pretrained, scratch))
                .OrderByDescending(g => g.Patients).ThenBy(g => g.Group, StringComparer.Ordinal)
            select g,
        ];
    }

    private static string Known(string name) => name.Length == 0 ? "unknown" : name;

    private static OriginSubgroup Group(
        StudyReport report, byte label, string by, string name, List<CaseMetrics> cases, ArmRecord? pretrained, ArmRecord? scratch)
    {
        var patients = cases.Select(c => c.Patient).Distinct(StringComparer.Ordinal).Count();
        var scans = cases.Select(c => c.CaseId).Distinct(StringComparer.Ordinal).Count();
        if (patients < FewestPatients)
        {
            return new(label, by, name, patients, scans, true, [], null);
        }

        var means = report.Arms.Select(a => new OriginMean(a.Key, Mean(ByPatient(cases, label, a.Key), report.Bootstrap)));
        var difference = pretrained is null || scratch is null
            ? null
            : PairedComparison.Of(ByPatient(cases, label, pretrained.Key), ByPatient(cases, label, scratch.Key), report.Bootstrap)?.Difference;
        return new(label, by, name, patients, scans, false, [.. means], difference);
    }

    private static IReadOnlyList<PatientMetric> ByPatient(IEnumerable<CaseMetrics> cases, byte label, string arm) => PatientMetric.Of(
        from c in cases
        where c.Arm == arm
        from row in c.Labels
        where row.Label == label
        select (c.Patient, MetricDefinition.Dice.Value(row)));

    private static Interval? Mean(IReadOnlyList<PatientMetric> patients, BootstrapOptions options) =>
        patients.Count == 0 ? null : PatientBootstrap.Mean([.. patients.Select(p => p.Value)], options);
}
