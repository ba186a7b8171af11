namespace MedMim.Evaluation.Metrics;

/// <summary>Quantiles of a sorted sample.</summary>
public static class Quantile
{
    /// <summary>
    /// The quantile by linear interpolation between order statistics (Hyndman and Fan's type 7, numpy's default).
    /// </summary>
    /// <param name="ascending">At least one value, sorted.</param>
    /// <param name="fraction">In [0, 1].</param>
    /// <exception cref="ArgumentException">There is no value, or the fraction is out of range.</exception>
    public static double Linear(ReadOnlySpan<double> ascending, double fraction)
    {
        if (ascending.IsEmpty || !(fraction >= 0 && fraction <= 1))
        {
            throw new ArgumentException("A quantile needs values and a fraction in [0, 1].", nameof(fraction));
        }

        return Between(ascending, fraction);
    }

    /// <summary>The same of values of which only the two order statistics around the quantile need be in their places.</summary>
    internal static double Between(ReadOnlySpan<double> ascending, double fraction)
    {
        var position = fraction * (ascending.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, ascending.Length - 1);
        return ascending[below] + ((position - below) * (ascending[above] - ascending[below]));
    }
}
