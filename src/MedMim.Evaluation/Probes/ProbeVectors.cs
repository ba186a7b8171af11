namespace MedMim.Evaluation.Probes;

/// <summary>Feature vectors with their classes.</summary>
/// <param name="Features">The vectors.</param>
/// <param name="Labels">The class of each, from 0.</param>
public sealed record ProbeVectors(FeatureMatrix Features, int[] Labels)
{
    /// <summary>All of several, one after the other.</summary>
    /// <exception cref="ArgumentException">There is none, or their columns differ.</exception>
    public static ProbeVectors Stack(IReadOnlyList<ProbeVectors> parts) =>
        new(FeatureMatrix.Stack([.. parts.Select(p => p.Features)]), [.. parts.SelectMany(p => p.Labels)]);

    /// <summary>
    /// At most so many of them, spread evenly over all in their order.
    /// </summary>
    public ProbeVectors Thinned(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        if (Labels.Length <= limit)
        {
            return this;
        }

        int[] rows = [.. Enumerable.Range(0, limit).Select(i => (int)((long)i * Labels.Length / limit))];
        return new(Features.Take(rows), Array.ConvertAll(rows, r => Labels[r]));
    }
}
