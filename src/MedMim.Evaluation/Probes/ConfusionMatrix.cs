namespace MedMim.Evaluation.Probes;

/// <summary>How often each class was taken for each other. Figures are over the classes that occur; undefined ones are null.</summary>
public sealed class ConfusionMatrix
{
    private readonly double[,] counts;

    /// <summary>An empty matrix.</summary>
    public ConfusionMatrix(int classes) => counts = new double[classes, classes];

    /// <summary>How many classes there are.</summary>
    public int Classes => counts.GetLength(0);

    /// <summary>Notes an answer.</summary>
    /// <param name="truth">The class it is.</param>
    /// <param name="answer">The class that it was taken for.</param>
    /// <param name="weight">How often.</param>
    public void Add(int truth, int answer, double weight = 1) => counts[truth, answer] += weight;

    /// <summary>Adds all counts of another, several times.</summary>
    public void Add(ConfusionMatrix other, double weight = 1)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var t = 0; t < Classes; t++)
        {
            for (var a = 0; a < Classes; a++)
            {
                counts[t, a] += weight * other.counts[t, a];
            }
        }
    }

    /// <summary>The share of a class that was found; null where there is none of it.</summary>
    public double? Recall(int label) => Total(label) is > 0 and var total ? counts[label, label] / total : null;

    /// <summary>
    /// Twice the hits by all of the class and all taken for it: the Dice of the class over what was counted. Null where the
    /// class does not occur.
    /// </summary>
    public double? F1(int label)
    {
        var answered = Enumerable.Range(0, Classes).Sum(t => counts[t, label]);
        return Total(label) is > 0 and var total ? 2 * counts[label, label] / (total + answered) : null;
    }

    /// <summary>Mean recall: balanced accuracy; null where nothing was counted.</summary>
    public double? BalancedAccuracy => Mean(Recall);

    /// <summary>Mean F1; null where nothing was counted.</summary>
    public double? MacroF1 => Mean(F1);

    private double Total(int label) => Enumerable.Range(0, Classes).Sum(a => counts[label, a]);

    private double? Mean(Func<int, double?> figure) => Enumerable.Range(0, Classes).Average(figure);
}
