using MedMim.Evaluation.Metrics;
using MedMim.Foundation.Randomness;

namespace MedMim.Evaluation.Statistics;

/// <summary>
/// The bootstrap interval of a mean over patients. Patients are resampled, not scans, lesions or slices, because only
/// they are independent of each other.
/// </summary>
public static class PatientBootstrap
{
    /// <param name="patients">One value a patient; at least one.</param>
    /// <param name="options">Seed, replicates, level and method.</param>
    /// <exception cref="ArgumentException">There is no patient, or a value is not finite.</exception>
    public static Interval Mean(IReadOnlyList<double> patients, BootstrapOptions options)
    {
        ArgumentNullException.ThrowIfNull(patients);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (patients.Count == 0 || patients.Any(v => !double.IsFinite(v)))
        {
            throw new ArgumentException("An interval needs finite values of one patient or more.", nameof(patients));
        }

        var estimate = patients.Average();
        if (patients.Count == 1)
        {
            return new(estimate, null, null, options.Level, IntervalMethod.None, false, 1);
        }

        var replicates = Replicate(patients, options);
        var tail = options.Tail(patients.Count);
        var (low, high) = (tail, 1 - tail);
        var corrected = options.Method == IntervalMethod.Bca
            ? BcaCorrection.Quantiles(patients, estimate, replicates, tail)
            : null;
        var method = corrected is null ? IntervalMethod.Percentile : IntervalMethod.Bca;
        (low, high) = corrected ?? (low, high);
        Array.Sort(replicates);
        return new(
            estimate, Quantile.Linear(replicates, low), Quantile.Linear(replicates, high), options.Level, method,
            options.Method == IntervalMethod.Bca && corrected is null, patients.Count);
    }

    /// <summary>
    /// The percentile interval of a figure that is no mean over patients, such as an accuracy over all of their scans
    /// together. The same resamples as for a mean.
    /// </summary>
    /// <param name="patients">How many patients there are; at least one.</param>
    /// <param name="figure">
    /// The figure, given how often each patient counts. Resamples for which it is no number (none of their patients has a
    /// lesion, say) are left out; where that is the case for half of them there is no interval.
    /// </param>
    /// <param name="options">Seed, replicates and level; the method is always percentile.</param>
    public static Interval Figure(int patients, Func<IReadOnlyList<int>, double> figure, BootstrapOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(patients);
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        int[] once = [.. Enumerable.Repeat(1, patients)];
        if (patients == 1)
        {
            return new(figure(once), null, null, options.Level, IntervalMethod.None, false, 1);
        }

        var replicates = new double[options.Replicates];
        for (var replicate = 0; replicate < replicates.Length; replicate++)
        {
            var counts = new int[patients];
            foreach (var drawn in Resample(patients, replicate, options.Seed))
            {
                counts[drawn]++;
            }

            replicates[replicate] = figure(counts);
        }

        double[] defined = [.. replicates.Where(r => !double.IsNaN(r)).Order()];
        if (2 * defined.Length <= replicates.Length)
        {
            return new(figure(once), null, null, options.Level, IntervalMethod.None, false, patients);
        }

        var tail = options.Tail(patients);
        return new(
            figure(once), Quantile.Linear(defined, tail), Quantile.Linear(defined, 1 - tail), options.Level,
            IntervalMethod.Percentile, false, patients);
    }

    private static double[] Replicate(IReadOnlyList<double> patients, BootstrapOptions options)
    {
        var means = new double[options.Replicates];
        for (var replicate = 0; replicate < means.Length; replicate++)
        {
            var sum = 0.0;
            foreach (var drawn in Resample(patients.Count, replicate, options.Seed))
            {
                sum += patients[drawn];
            }

            means[replicate] = sum / patients.Count;
        }

        return means;
    }

    // The stream depends on the replicate alone: every metric and arm sees the same resampled patients.
    private static IEnumerable<int> Resample(int patients, int replicate, ulong seed)
    {
        var stream = new RandomStream(new StreamKey(seed, "evaluation.bootstrap", Step: replicate));
        for (var i = 0; i < patients; i++)
        {
            yield return stream.NextInt32(patients);
        }
    }
}
