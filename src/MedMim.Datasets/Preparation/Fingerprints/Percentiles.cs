namespace MedMim.Datasets.Preparation.Fingerprints;

internal static class Percentiles
{
    /// <summary>A percentile by linear interpolation between ranks, as NumPy's default.</summary>
    /// <param name="sorted">Ascending, at least one.</param>
    /// <param name="percent">0 to 100.</param>
    public static double Of(ReadOnlySpan<float> sorted, double percent)
    {
        var place = percent / 100 * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * ((double)sorted[above] - sorted[below]));
    }

    /// <summary>Likewise, of values in any order.</summary>
    public static double Of(IEnumerable<double> values, double percent)
    {
        var sorted = values.Order().ToArray();
        var place = percent / 100 * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        return sorted[below] + ((place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]));
    }
}
