namespace MedMim.Evaluation.Detection;

/// <summary>
/// The detections of many scans, by falling score, so that figures over any resample of the patients take one pass.
/// Detections of equal score come in together: the order of scans does not matter.
/// </summary>
public sealed class PooledDetections
{
    private readonly double[] scores;
    private readonly bool[] hits;
    private readonly int[] owners;
    private readonly int[] lesions;
    private readonly int[] scans;

    /// <param name="cases">Detections of each scan, how many lesions it has, and its patient.</param>
    public PooledDetections(IReadOnlyList<(string Patient, int Lesions, IReadOnlyList<MatchedDetection> Detections)> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        string[] patients = [.. cases.Select(c => c.Patient).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var index = patients.Select((p, i) => (p, i)).ToDictionary(p => p.p, p => p.i, StringComparer.Ordinal);
        (lesions, scans) = (new int[patients.Length], new int[patients.Length]);
        foreach (var (patient, count, _) in cases)
        {
            lesions[index[patient]] += count;
            scans[index[patient]]++;
        }

        var all = cases.SelectMany(c => c.Detections.Select(d => (d.Score, d.IsHit, Owner: index[c.Patient])))
            .OrderByDescending(d => d.Score).ToList();
        scores = [.. all.Select(d => d.Score)];
        hits = [.. all.Select(d => d.IsHit)];
        owners = [.. all.Select(d => d.Owner)];
    }

    /// <summary>How many patients there are.</summary>
    public int Patients => scans.Length;

    /// <summary>Every patient once.</summary>
    public IReadOnlyList<int> Once => [.. Enumerable.Repeat(1, Patients)];

    /// <summary>How many lesions there are.</summary>
    /// <param name="counts">How often each patient counts.</param>
    public long Lesions(IReadOnlyList<int> counts) => Sum(lesions, counts);

    /// <summary>How many scans there are.</summary>
    /// <param name="counts">How often each patient counts.</param>
    public long Scans(IReadOnlyList<int> counts) => Sum(scans, counts);

    /// <summary>True and false positives of all detections down to each distinct score, by falling score.</summary>
    /// <param name="counts">How often each patient counts.</param>
    public List<(double Score, long True, long False)> Points(IReadOnlyList<int> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var points = new List<(double Score, long True, long False)>();
        var (right, wrong) = (0L, 0L);
        for (var i = 0; i < scores.Length; i++)
        {
            var count = counts[owners[i]];
            right += hits[i] ? count : 0;
            wrong += hits[i] ? 0 : count;
            if (i + 1 == scores.Length || !scores[i + 1].Equals(scores[i]))
            {
                points.Add((scores[i], right, wrong));
            }
        }

        return points;
    }

    private static long Sum(int[] values, IReadOnlyList<int> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var sum = 0L;
        for (var i = 0; i < values.Length; i++)
        {
            sum += (long)values[i] * counts[i];
        }

        return sum;
    }
}
