namespace MedMim.Evaluation.Statistics;

/// <summary>Corrects p-values for having made several comparisons (Holm, Scandinavian Journal of Statistics 6, 1979).</summary>
public static class HolmCorrection
{
    /// <summary>
    /// The i-th smallest of m values (from 0) becomes the largest of (m − j)·p over all j ≤ i, at most 1: below α where Holm's
    /// procedure rejects at α.
    /// </summary>
    /// <param name="values">p-values, 0 to 1; null where there is none, which stays so and does not count.</param>
    /// <returns>In the order of <paramref name="values"/>.</returns>
    public static IReadOnlyList<double?> Adjust(IReadOnlyList<double?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var adjusted = new double?[values.Count];
        var ascending = Enumerable.Range(0, values.Count).Where(i => values[i] is not null).OrderBy(i => values[i]).ToArray();
        var largest = 0.0;
        for (var rank = 0; rank < ascending.Length; rank++)
        {
            largest = Math.Max(largest, (ascending.Length - rank) * values[ascending[rank]]!.Value);
            adjusted[ascending[rank]] = Math.Min(1, largest);
        }

        return adjusted;
    }
}
