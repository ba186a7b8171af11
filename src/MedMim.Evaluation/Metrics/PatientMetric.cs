namespace MedMim.Evaluation.Metrics;

/// <summary>One metric of one patient: the mean over the patient's cases in which it is defined.</summary>
/// <param name="Patient">The patient's pseudonym.</param>
/// <param name="Value">The mean.</param>
/// <param name="Cases">Over how many cases.</param>
public sealed record PatientMetric(string Patient, double Value, int Cases)
{
    /// <summary>
    /// Averages within patients, so that a patient with many scans weighs as much as one with a single scan. Patients in
    /// ordinal order; those in whom the metric is never defined are left out.
    /// </summary>
    public static IReadOnlyList<PatientMetric> Of(IEnumerable<(string Patient, double? Value)> cases) =>
        [.. cases.Where(c => c.Value.HasValue)
            .GroupBy(c => c.Patient, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new PatientMetric(g.Key, g.Average(c => c.Value!.Value), g.Count()))];
}
