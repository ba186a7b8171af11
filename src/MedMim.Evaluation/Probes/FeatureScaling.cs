namespace MedMim.Evaluation.Probes;

/// <summary>
/// Brings every feature to mean 0 and deviation 1, so that levels of an encoder count alike. Found on training vectors,
/// applied to all. A feature that does not vary becomes 0.
/// </summary>
public sealed class FeatureScaling
{
    private readonly double[] means;
    private readonly double[] factors;

    private FeatureScaling(double[] means, double[] factors) => (this.means, this.factors) = (means, factors);

    /// <summary>Finds means and deviations (of the population).</summary>
    /// <exception cref="ArgumentException">There is no vector.</exception>
    public static FeatureScaling Fit(FeatureMatrix training)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (training.Rows == 0)
        {
            throw new ArgumentException("A scale needs vectors.", nameof(training));
        }

        var (averages, squares) = (new double[training.Columns], new double[training.Columns]);
        for (var r = 0; r < training.Rows; r++)
        {
            var row = training.Row(r);
            for (var c = 0; c < row.Length; c++)
            {
                averages[c] += row[c];
            }
        }

        averages = Array.ConvertAll(averages, m => m / training.Rows);
        for (var r = 0; r < training.Rows; r++)
        {
            var row = training.Row(r);
            for (var c = 0; c < row.Length; c++)
            {
                squares[c] += (row[c] - averages[c]) * (row[c] - averages[c]);
            }
        }

        var scales = squares.Select((s, c) => Math.Sqrt(s / training.Rows) is var d && d > 1e-6 * Math.Max(1, Math.Abs(averages[c])) ? 1 / d : 0);
        return new(averages, [.. scales]);
    }

    /// <summary>The vectors, scaled; the given ones stay as they are.</summary>
    public FeatureMatrix Apply(FeatureMatrix vectors)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        var values = new float[vectors.Values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var c = i % vectors.Columns;
            values[i] = (float)((vectors.Values[i] - means[c]) * factors[c]);
        }

        return new(values, vectors.Columns);
    }
}
