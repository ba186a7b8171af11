using MedMim.Evaluation.Metrics;

namespace MedMim.Evaluation.Statistics;

/// <summary>Two arms on the same patients.</summary>
/// <param name="Difference">First arm minus second: the mean over patients and its paired bootstrap interval.</param>
/// <param name="Higher">Patients in whom the first arm's value is higher.</param>
/// <param name="Lower">Patients in whom it is lower.</param>
/// <param name="PValue">Two-sided Wilcoxon signed-rank p; null where no patient differs.</param>
/// <param name="Patients">The pairs, by patient.</param>
public sealed record PairedComparison(
    Interval Difference, int Higher, int Lower, double? PValue, IReadOnlyList<PatientPair> Patients)
{
    /// <summary>Compares two arms over the patients that both have; null where they share none.</summary>
    public static PairedComparison? Of(
        IReadOnlyList<PatientMetric> first, IReadOnlyList<PatientMetric> second, BootstrapOptions options)
    {
        ArgumentNullException.ThrowIfNull(second);
        var seconds = second.ToDictionary(p => p.Patient, p => p.Value, StringComparer.Ordinal);
        var pairs = first.Where(p => seconds.ContainsKey(p.Patient))
            .Select(p => new PatientPair(p.Patient, p.Value, seconds[p.Patient]))
            .OrderBy(p => p.Patient, StringComparer.Ordinal)
            .ToList();
        if (pairs.Count == 0)
        {
            return null;
        }

        var differences = pairs.Select(p => p.Difference).ToList();
        return new(
            PatientBootstrap.Mean(differences, options), differences.Count(d => d > 0), differences.Count(d => d < 0),
            WilcoxonSignedRank.PValue(differences), pairs);
    }
}
