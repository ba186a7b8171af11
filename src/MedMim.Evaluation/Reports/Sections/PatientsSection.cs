using MedMim.Evaluation.Metrics;
using MedMim.Evaluation.Reports.Html;

namespace MedMim.Evaluation.Reports.Sections;

/// <summary>Every test patient, worst first: a mean hides the patients who were failed.</summary>
internal static class PatientsSection
{
    public static void Write(ReportContext context)
    {
        var (html, report, statistics) = (context.Html, context.Report, context.Statistics);
        html.Section("patients", "Patient by patient");
        var byArm = report.Arms.ToDictionary(
            a => a.Key,
            a => statistics.ByPatient(a.Key, null, MetricDefinition.Dice).ToDictionary(p => p.Patient, StringComparer.Ordinal),
            StringComparer.Ordinal);
        var differences = statistics.HeadlineDifference?.Patients.ToDictionary(p => p.Patient, StringComparer.Ordinal);
        var lead = byArm[(statistics.Pretrained ?? report.Arms[0]).Key];
        var patients = report.Cases.Select(c => c.Patient).Distinct(StringComparer.Ordinal)
            .OrderBy(p => lead.GetValueOrDefault(p)?.Value ?? double.PositiveInfinity)
            .ThenBy(p => p, StringComparer.Ordinal);
        html.Element("p", "Mean Dice of each patient, the worst first. Patients are pseudonyms.");
        html.Table(
            "Dice by patient",
            ["Patient", "Scans", "Reference, mL", .. report.Arms.Select(a => a.Name), .. Last(differences is not null, "Difference")],
            patients.Select(p => Row(context, p, byArm, differences)));
        html.Close();
    }

    private static IReadOnlyList<string> Row(
        ReportContext context, string patient, Dictionary<string, Dictionary<string, PatientMetric>> byArm,
        Dictionary<string, Statistics.PatientPair>? differences)
    {
        var cases = context.Report.Cases.Where(c => c.Patient == patient).DistinctBy(c => c.CaseId, StringComparer.Ordinal).ToList();
        var volume = cases.Average(c => c.Labels.Sum(l => l.ReferenceVolumeMm3)) / 1000;
        return
        [
            patient,
            Figures.Count(cases.Count),
            Figures.Number(volume, 2),
            .. context.Report.Arms.Select(a => byArm[a.Key].TryGetValue(patient, out var m)
                ? Figures.Number(m.Value, 3)
                : Figures.None),
            .. Last(
                differences is not null,
                differences?.GetValueOrDefault(patient) is { } pair ? Figures.Signed(pair.Difference, 3) : Figures.None),
        ];
    }

    private static IEnumerable<string> Last(bool shown, string cell) => shown ? [cell] : [];
}
