namespace MedMim.Evaluation.Metrics;

/// <summary>The distances of one surface's elements from another surface.</summary>
internal sealed class DirectedDistances
{
    /// <summary>Slack of the comparison with τ in mm, so that a rounded spacing does not decide a tie.</summary>
    private const double TieSlack = 1e-9;

    private readonly double[] ascending;
    private readonly double[]? areas;

    /// <param name="distances">One an element, mm; at least one. Sorted in place.</param>
    /// <param name="areas">What each weighs; null where all weigh the same.</param>
    public DirectedDistances(double[] distances, double[]? areas)
    {
        ascending = distances;
        if (areas is null)
        {
            Array.Sort(ascending);
        }
        else
        {
            this.areas = [.. areas];
            Array.Sort(ascending, this.areas);
        }

        Weight = this.areas?.Sum() ?? distances.Length;
    }

    /// <summary>What all elements weigh together.</summary>
    public double Weight { get; }

    /// <summary>The weighted sum of the distances.</summary>
    public double Sum => areas is null ? ascending.Sum() : ascending.Zip(areas, (d, a) => d * a).Sum();

    /// <summary>
    /// Linear between order statistics where all elements weigh the same; else the first distance at which the share of the area
    /// is reached.
    /// </summary>
    public double Percentile(double fraction)
    {
        if (areas is null)
        {
            return Quantile.Linear(ascending, fraction);
        }

        var reached = 0.0;
        for (var i = 0; i < areas.Length; i++)
        {
            reached += areas[i];
            if (reached / Weight >= fraction)
            {
                return ascending[i];
            }
        }

        return ascending[^1];
    }

    /// <summary>What the elements within <paramref name="tolerance"/> mm weigh.</summary>
    public double Within(double tolerance)
    {
        var at = ascending.AsSpan().BinarySearch(new Limit(tolerance + TieSlack));
        var count = at < 0 ? ~at : at;
        return areas?.Take(count).Sum() ?? count;
    }

    /// <summary>Sorts after every distance that does not exceed it.</summary>
    private readonly record struct Limit(double Value) : IComparable<double>
    {
        public int CompareTo(double other) => Value >= other ? 1 : -1;
    }
}
