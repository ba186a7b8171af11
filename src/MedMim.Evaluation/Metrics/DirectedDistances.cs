namespace MedMim.Evaluation.Metrics;

/// <summary>The distances of one surface's elements from another surface.</summary>
internal sealed class DirectedDistances
{
    /// <summary>Slack of the comparison with τ in mm, so that a rounded spacing does not decide a tie.</summary>
    private const double TieSlack = 1e-9;

    private readonly double[] distances;
    private readonly double[]? areas;

    /// <param name="distances">One an element, mm; at least one. Moved about in place.</param>
    /// <param name="areas">What each weighs; null where all weigh the same.</param>
    public DirectedDistances(double[] distances, double[]? areas)
    {
        this.distances = distances;
        if (areas is not null)
        {
            this.areas = [.. areas];
            Array.Sort(distances, this.areas);
        }

        Weight = areas?.Sum() ?? distances.Length;
    }

    /// <summary>What all elements weigh together.</summary>
    public double Weight { get; }

    /// <summary>The weighted sum of the distances.</summary>
    public double Sum => areas is null ? distances.Sum() : distances.Zip(areas, (d, a) => d * a).Sum();

    /// <summary>
    /// Linear between order statistics where all elements weigh the same (<see cref="Quantile.Linear"/>); else the first distance,
    /// ascending, at which the share of the area is reached.
    /// </summary>
    public double Percentile(double fraction)
    {
        if (areas is null)
        {
            var rank = (int)(fraction * (distances.Length - 1));
            Selection.Place(distances, rank);
            Selection.Place(distances.AsSpan(rank), Math.Min(1, distances.Length - 1 - rank));
            return Quantile.Between(distances, fraction);
        }

        var reached = 0.0;
        for (var i = 0; i < areas.Length; i++)
        {
            reached += areas[i];
            if (reached / Weight >= fraction)
            {
                return distances[i];
            }
        }

        return distances[^1];
    }

    /// <summary>What the elements within <paramref name="tolerance"/> mm weigh.</summary>
    public double Within(double tolerance)
    {
        var near = 0.0;
        for (var i = 0; i < distances.Length; i++)
        {
            near += distances[i] <= tolerance + TieSlack ? areas?[i] ?? 1 : 0;
        }

        return near;
    }
}
