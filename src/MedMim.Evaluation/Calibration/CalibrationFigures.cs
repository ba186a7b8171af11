using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Calibration;

/// <summary>How well calibrated an arm is for a label, over all test patients.</summary>
/// <param name="Arm">The arm's key.</param>
/// <param name="Label">The label value.</param>
/// <param name="Error">
/// The expected calibration error (Guo et al., ICML 2017): the mean over voxels of |mean probability − frequency| of their bins, 0
/// to 1, with its percentile interval over patients. Null where no voxel counts.
/// </param>
/// <param name="Curve">The bins that have voxels, ascending.</param>
public sealed record CalibrationFigures(string Arm, byte Label, Interval? Error, IReadOnlyList<ReliabilityBin> Curve)
{
    /// <summary>Pools the voxels of all patients.</summary>
    /// <param name="arm">The arm's key.</param>
    /// <param name="label">The label value.</param>
    /// <param name="cases">The arm's cases; those of other labels are left out.</param>
    /// <param name="options">How the interval is made.</param>
    public static CalibrationFigures Of(string arm, byte label, IEnumerable<CaseCalibration> cases, BootstrapOptions options)
    {
        var patients = cases.Where(c => c.Label == label).GroupBy(c => c.Patient, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Select(c => c.Counts).ToList()).ToList();
        var curve = Pool(patients, [.. patients.Select(_ => 1)]);
        return new(
            arm, label, curve.Count == 0 ? null : PatientBootstrap.Figure(patients.Count, counts => ErrorOf(Pool(patients, counts)), options), curve);
    }

    private static List<ReliabilityBin> Pool(List<List<ReliabilityCounts>> patients, IReadOnlyList<int> times)
    {
        var bins = new List<ReliabilityBin>();
        for (var bin = 0; bin < ReliabilityCounts.Bins; bin++)
        {
            var (voxels, probability, hits) = (0.0, 0.0, 0.0);
            for (var p = 0; p < patients.Count; p++)
            {
                foreach (var counts in patients[p])
                {
                    voxels += times[p] * (double)counts.Voxels[bin];
                    probability += times[p] * counts.Probabilities[bin];
                    hits += times[p] * (double)counts.Hits[bin];
                }
            }

            if (voxels > 0)
            {
                bins.Add(new((double)bin / ReliabilityCounts.Bins, (bin + 1.0) / ReliabilityCounts.Bins, voxels, probability / voxels, hits / voxels));
            }
        }

        return bins;
    }

    private static double ErrorOf(List<ReliabilityBin> bins) =>
        bins.Sum(b => b.Voxels * Math.Abs(b.Probability - b.Frequency)) / bins.Sum(b => b.Voxels);
}
