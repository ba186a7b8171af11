using System.Numerics;

namespace MedMim.Evaluation.Probes;

/// <summary>
/// What <see cref="LogisticRegression"/> minimises, with gradient and curvature. Parameters are [classes, columns + 1], the
/// last of each row the intercept. Rows are shared out in fixed parts whose sums are added in order, so the number of
/// processor cores changes nothing.
/// </summary>
internal sealed class LogisticObjective
{
    private const int Parts = 16;
    private const int WorthSharing = 1 << 18;

    private readonly double[] vectors;
    private readonly int columns;
    private readonly int[] labels;
    private readonly int classes;
    private readonly double penalty;
    private readonly double[] probabilities;

    public LogisticObjective(FeatureMatrix training, int[] labels, int classes, double penalty)
    {
        vectors = Array.ConvertAll(training.Values, v => (double)v);
        columns = training.Columns;
        this.labels = labels;
        this.classes = classes;
        this.penalty = penalty;
        probabilities = new double[labels.Length * classes];
    }

    /// <summary>How many parameters there are.</summary>
    public int Parameters => classes * (columns + 1);

    /// <summary>Value and gradient; the probabilities there are kept for <see cref="Curvature"/>.</summary>
    public (double Value, double[] Gradient) Evaluate(double[] parameters)
    {
        var losses = new double[Parts];
        var gradient = Sum((part, sum) =>
        {
            for (var r = From(part); r < From(part + 1); r++)
            {
                var scores = probabilities.AsSpan(r * classes, classes);
                Scores(Row(r), parameters, scores);
                Softmax(scores);
                losses[part] -= Math.Log(Math.Max(double.Epsilon, scores[labels[r]]));
                for (var k = 0; k < classes; k++)
                {
                    AddRow(sum.AsSpan(k * (columns + 1), columns + 1), scores[k] - (k == labels[r] ? 1 : 0), Row(r));
                }
            }
        });
        return ((losses.Sum() / labels.Length) + AddPenalty(gradient, parameters), gradient);
    }

    /// <summary>The product of the Hessian at the last evaluated parameters with a direction.</summary>
    public double[] Curvature(double[] direction)
    {
        var product = Sum((part, sum) =>
        {
            Span<double> slopes = new double[classes];
            for (var r = From(part); r < From(part + 1); r++)
            {
                var p = probabilities.AsSpan(r * classes, classes);
                Scores(Row(r), direction, slopes);
                var mean = 0.0;
                for (var k = 0; k < classes; k++)
                {
                    mean += p[k] * slopes[k];
                }

                for (var k = 0; k < classes; k++)
                {
                    AddRow(sum.AsSpan(k * (columns + 1), columns + 1), p[k] * (slopes[k] - mean), Row(r));
                }
            }
        });
        AddPenalty(product, direction);
        return product;
    }

    /// <summary>A score a class: weights times features, and the intercept.</summary>
    public static void Scores(ReadOnlySpan<float> features, ReadOnlySpan<double> parameters, Span<double> scores)
    {
        Span<double> wide = new double[features.Length];
        for (var i = 0; i < wide.Length; i++)
        {
            wide[i] = features[i];
        }

        Scores(wide, parameters, scores);
    }

    /// <summary>Probabilities in place of scores.</summary>
    public static void Softmax(Span<double> scores)
    {
        var largest = double.NegativeInfinity;
        foreach (var score in scores)
        {
            largest = Math.Max(largest, score);
        }

        var sum = 0.0;
        foreach (ref var score in scores)
        {
            score = Math.Exp(score - largest);
            sum += score;
        }

        foreach (ref var score in scores)
        {
            score /= sum;
        }
    }

    private static void Scores(ReadOnlySpan<double> row, ReadOnlySpan<double> parameters, Span<double> scores)
    {
        var stride = row.Length + 1;
        for (var k = 0; k < scores.Length; k++)
        {
            var weights = parameters.Slice(k * stride, stride);
            var sum = Vector<double>.Zero;
            var i = 0;
            for (; i + Vector<double>.Count <= row.Length; i += Vector<double>.Count)
            {
                sum += new Vector<double>(row[i..]) * new Vector<double>(weights[i..]);
            }

            var score = Vector.Sum(sum) + weights[^1];
            for (; i < row.Length; i++)
            {
                score += row[i] * weights[i];
            }

            scores[k] = score;
        }
    }

    private static void AddRow(Span<double> sum, double factor, ReadOnlySpan<double> row)
    {
        var scale = new Vector<double>(factor);
        var i = 0;
        for (; i + Vector<double>.Count <= row.Length; i += Vector<double>.Count)
        {
            (new Vector<double>(sum[i..]) + (scale * new Vector<double>(row[i..]))).CopyTo(sum[i..]);
        }

        for (; i < row.Length; i++)
        {
            sum[i] += factor * row[i];
        }

        sum[^1] += factor;
    }

    /// <summary>Means over all rows of what each part of them adds up.</summary>
    private double[] Sum(Action<int, double[]> add)
    {
        var sums = new double[Parts][];
        void Add(int part) => add(part, sums[part] = new double[Parameters]);
        if ((long)labels.Length * Parameters < WorthSharing)
        {
            for (var part = 0; part < Parts; part++)
            {
                Add(part);
            }
        }
        else
        {
            Parallel.For(0, Parts, Add);
        }

        var total = new double[Parameters];
        foreach (var sum in sums)
        {
            for (var i = 0; i < total.Length; i++)
            {
                total[i] += sum[i];
            }
        }

        return Array.ConvertAll(total, t => t / labels.Length);
    }

    /// <summary>Adds λ·w to a sum, intercepts left out, and gives λ/2 · Σ w².</summary>
    private double AddPenalty(double[] sum, double[] parameters)
    {
        var squares = 0.0;
        for (var i = 0; i < parameters.Length; i++)
        {
            if (i % (columns + 1) != columns)
            {
                sum[i] += penalty * parameters[i];
                squares += parameters[i] * parameters[i];
            }
        }

        return penalty / 2 * squares;
    }

    private int From(int part) => (int)((long)labels.Length * part / Parts);

    private ReadOnlySpan<double> Row(int index) => vectors.AsSpan(index * columns, columns);
}
