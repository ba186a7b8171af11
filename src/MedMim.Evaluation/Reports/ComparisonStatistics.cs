using MedMim.Evaluation.Metrics;
using MedMim.Evaluation.Reports.Model;
using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Reports;

/// <summary>The means and differences of a comparison, computed once and shown in all of a report's files.</summary>
public sealed class ComparisonStatistics
{
    /// <summary>Computes the statistics of a comparison.</summary>
    /// <param name="report">A report with a comparison.</param>
    public ComparisonStatistics(StudyReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var comparison = report.Comparison!;
        var cases = comparison.Cases.ToLookup(c => (c.Cell!.Labelled, c.Arm));
        var keys = comparison.Labelled.SelectMany(l => report.Arms.Select(a => (Labelled: l.Key, Arm: a.Key))).ToList();
        var patients = keys.ToDictionary(k => k, k => ByPatient(cases[k]));
        Points =
        [
            .. keys.Select(k => new ComparisonPoint(
                k.Arm, k.Labelled,
                patients[k].Count == 0 ? null : PatientBootstrap.Mean([.. patients[k].Select(p => p.Value)], report.Bootstrap),
                Rounds(cases[k]))),
        ];
        var differences = comparison.Labelled
            .SelectMany(l => comparison.References.SelectMany(r => report.Arms.Where(a => a.Key != r).Select(a => (Arm: a.Key, Reference: r, l.Key))))
            .Where(d => !comparison.References.Contains(d.Arm, StringComparer.Ordinal) || IsBefore(report.Arms, d.Reference, d.Arm))
            .Select(d => (d.Arm, d.Reference, d.Key, Paired: PairedComparison.Of(patients[(d.Key, d.Arm)], patients[(d.Key, d.Reference)], report.Bootstrap)))
            .ToList();
        var adjusted = HolmCorrection.Adjust([.. differences.Select(d => d.Paired?.PValue)]);
        Differences = [.. differences.Select((d, i) => new ComparisonDifference(d.Arm, d.Reference, d.Key, d.Paired, adjusted[i]))];
    }

    /// <summary>Means by number of labelled patients, then arm.</summary>
    public IReadOnlyList<ComparisonPoint> Points { get; }

    /// <summary>Differences by number, then reference, then arm. Two references are compared with each other once.</summary>
    public IReadOnlyList<ComparisonDifference> Differences { get; }

    /// <summary>The mean of an arm at a number.</summary>
    public ComparisonPoint Point(string arm, string labelled) => Points.First(p => p.Arm == arm && p.Labelled == labelled);

    private static IReadOnlyList<PatientMetric> ByPatient(IEnumerable<CaseMetrics> cases) =>
        PatientMetric.Of(cases.Select(c => (c.Patient, c.Labels.Average(MetricDefinition.Dice.Value))));

    private static List<RoundMean> Rounds(IEnumerable<CaseMetrics> cases) =>
    [
        .. cases.GroupBy(c => (c.Cell!.Seed, c.Cell.Fold))
            .OrderBy(g => g.Key.Seed).ThenBy(g => g.Key.Fold)
            .Select(g => new RoundMean(g.Key.Seed, g.Key.Fold, ByPatient(g).Average(p => p.Value))),
    ];

    private static bool IsBefore(IReadOnlyList<ArmRecord> arms, string one, string other) =>
        arms.Select(a => a.Key).First(k => k == one || k == other) == one;
}
