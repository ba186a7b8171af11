using MedMim.Evaluation.Metrics;
using MedMim.Evaluation.Reports.Model;
using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Reports;

/// <summary>Dice by thirds of patients, from the smallest reference to the largest: a mean over all hides where a segmenter fails.</summary>
internal static class SizeSubgroups
{
    /// <summary>Below so many patients with a reference there are no thirds.</summary>
    public const int FewestPatients = 6;

    private static readonly string[] Names = ["smallest third", "middle third", "largest third"];

    /// <summary>By label, then third, then arm.</summary>
    public static IReadOnlyList<SubgroupSummary> Of(StudyReport report) => [.. report.Labels.SelectMany(l => Of(report, l.Value))];

    private static IEnumerable<SubgroupSummary> Of(StudyReport report, byte label)
    {
        var rows = report.Cases.SelectMany(c => c.Labels.Where(l => l.Label == label && l.ReferenceVolumeMm3 > 0).Select(l => (Case: c, Row: l))).ToList();
        var patients = rows.GroupBy(r => r.Case.Patient, StringComparer.Ordinal)
            .Select(g => (Patient: g.Key, Ml: g.Average(r => r.Row.ReferenceVolumeMm3) / 1000))
            .OrderBy(p => p.Ml).ThenBy(p => p.Patient, StringComparer.Ordinal).ToList();
        if (patients.Count < FewestPatients)
        {
            yield break;
        }

        for (var third = 0; third < Names.Length; third++)
        {
            var group = patients[(patients.Count * third / 3)..(patients.Count * (third + 1) / 3)];
            var names = group.Select(p => p.Patient).ToHashSet(StringComparer.Ordinal);
            var mine = rows.Where(r => names.Contains(r.Case.Patient)).ToLookup(r => r.Case.Arm, StringComparer.Ordinal);
            var lesions = mine.Max(g => g.DistinctBy(r => r.Case.CaseId, StringComparer.Ordinal).Sum(r => r.Row.Lesions.Reference));
            foreach (var arm in report.Arms)
            {
                var values = PatientMetric.Of(mine[arm.Key].Select(r => (r.Case.Patient, MetricDefinition.Dice.Value(r.Row))));
                yield return new(
                    label, Names[third], group[0].Ml, group[^1].Ml, group.Count, lesions, arm.Key,
                    values.Count == 0 ? null : PatientBootstrap.Mean([.. values.Select(v => v.Value)], report.Bootstrap));
            }
        }
    }
}
