namespace MedMim.Evaluation.Probes;

/// <summary>
/// Multinomial logistic regression: the linear probe. Minimises mean −log p(class) + λ/2 · Σ w² over the weights (intercepts
/// are free) to a vanishing gradient, so that the result depends on the data alone. A class without a training vector is
/// never predicted.
/// </summary>
public sealed class LogisticRegression
{
    private readonly int[] present;
    private readonly double[] parameters;
    private readonly int columns;
    private readonly int classes;

    private LogisticRegression(int[] present, double[] parameters, int columns, int classes) =>
        (this.present, this.parameters, this.columns, this.classes) = (present, parameters, columns, classes);

    /// <summary>Weight of a feature for a class; 0 for a class without a training vector.</summary>
    public double Weight(int label, int feature) =>
        Array.IndexOf(present, label) is >= 0 and var row ? parameters[(row * (columns + 1)) + feature] : 0;

    /// <summary>Solves the problem.</summary>
    /// <param name="training">Training vectors, scaled.</param>
    /// <param name="labels">The class of each, from 0.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="penalty">λ, above 0.</param>
    /// <param name="start">A solution nearby, of the same vectors, to begin at; null for 0.</param>
    /// <exception cref="ArgumentException">There is no vector, or not one label each.</exception>
    public static LogisticRegression Fit(
        FeatureMatrix training, int[] labels, int classes, double penalty, LogisticRegression? start = null)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(penalty);
        if (labels.Length == 0 || labels.Length != training.Rows)
        {
            throw new ArgumentException("Every training vector needs a label.", nameof(labels));
        }

        int[] occurring = [.. labels.Distinct().Order()];
        var objective = new LogisticObjective(training, Array.ConvertAll(labels, l => Array.BinarySearch(occurring, l)), occurring.Length, penalty);
        var first = start is not null && start.present.SequenceEqual(occurring)
            ? start.parameters
            : new double[objective.Parameters];
        return new(occurring, NewtonMinimizer.Minimise(objective, first), training.Columns, classes);
    }

    /// <summary>The most probable class of each vector; of equals the lowest.</summary>
    /// <param name="vectors">Scaled as the training vectors.</param>
    public int[] Predict(FeatureMatrix vectors)
    {
        var probabilities = Probabilities(vectors);
        return [.. Enumerable.Range(0, vectors.Rows).Select(r =>
        {
            var row = probabilities.AsSpan(r * classes, classes);
            var best = 0;
            for (var c = 1; c < classes; c++)
            {
                best = row[c] > row[best] ? c : best;
            }

            return best;
        })];
    }

    /// <summary>Probabilities, [vectors, classes].</summary>
    /// <param name="vectors">Scaled as the training vectors.</param>
    public double[] Probabilities(FeatureMatrix vectors)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        var result = new double[vectors.Rows * classes];
        var scores = new double[present.Length];
        for (var r = 0; r < vectors.Rows; r++)
        {
            LogisticObjective.Scores(vectors.Row(r), parameters, scores);
            LogisticObjective.Softmax(scores);
            for (var k = 0; k < present.Length; k++)
            {
                result[(r * classes) + present[k]] = scores[k];
            }
        }

        return result;
    }

    /// <summary>Mean −log p(class) of vectors; a class that is never predicted counts as the smallest number above 0.</summary>
    public double LogLoss(FeatureMatrix vectors, int[] labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var probabilities = Probabilities(vectors);
        return labels.Select((l, r) => -Math.Log(Math.Max(double.Epsilon, probabilities[(r * classes) + l]))).Average();
    }
}
