using System.Numerics;

namespace MedMim.Evaluation.Probes;

/// <summary>
/// The weighted k-nearest-neighbour classifier of Wu et al. (arXiv 1805.01978), with which frozen features are commonly
/// probed: the k training vectors of the largest cosine similarity s vote with exp(s / T). Exact search. Of equally similar
/// vectors the earlier counts, of equal votes the lower class.
/// </summary>
public sealed class NearestNeighbours
{
    /// <summary>Neighbours that vote, unless there are fewer vectors: 20, as is common.</summary>
    public const int DefaultNeighbours = 20;

    private const double Temperature = 0.07;
    private const int Block = 16;
    private const int Lanes = 4;

    private readonly FeatureMatrix bank;
    private readonly int[] labels;
    private readonly int classes;
    private readonly int neighbours;

    /// <param name="training">Training vectors, scaled.</param>
    /// <param name="labels">The class of each, from 0.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="neighbours">How many vote, at least 1.</param>
    /// <exception cref="ArgumentException">There is no vector, or not one label each.</exception>
    public NearestNeighbours(FeatureMatrix training, int[] labels, int classes, int neighbours = DefaultNeighbours)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(neighbours);
        if (labels.Length == 0 || labels.Length != training.Rows)
        {
            throw new ArgumentException("Every training vector needs a label.", nameof(labels));
        }

        bank = Normalised(training);
        this.labels = labels;
        this.classes = classes;
        this.neighbours = Math.Min(neighbours, labels.Length);
    }

    /// <summary>The class of each vector.</summary>
    /// <param name="vectors">Scaled as the training vectors.</param>
    public int[] Predict(FeatureMatrix vectors)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        var queries = Normalised(vectors);
        var predictions = new int[queries.Rows];
        Parallel.For(0, (queries.Rows + Block - 1) / Block, () => new float[Block * bank.Rows], (block, _, similarities) =>
        {
            var (first, count) = (block * Block, Math.Min(Block, queries.Rows - (block * Block)));
            Compare(queries, first, count, similarities);
            for (var q = 0; q < count; q++)
            {
                predictions[first + q] = Vote(similarities.AsSpan(q * bank.Rows, bank.Rows));
            }

            return similarities;
        }, _ => { });
        return predictions;
    }

    /// <summary>Similarities [queries, training vectors] of a block of queries, which share each reading of the bank.</summary>
    private void Compare(FeatureMatrix queries, int first, int count, float[] similarities)
    {
        var at = 0;
        for (; at + Lanes <= bank.Rows; at += Lanes)
        {
            var rows = bank.Values.AsSpan(at * bank.Columns, Lanes * bank.Columns);
            for (var q = 0; q < count; q++)
            {
                Dot4(queries.Row(first + q), rows, similarities.AsSpan((q * bank.Rows) + at, Lanes));
            }
        }

        for (; at < bank.Rows; at++)
        {
            for (var q = 0; q < count; q++)
            {
                similarities[(q * bank.Rows) + at] = Dot(queries.Row(first + q), bank.Row(at));
            }
        }
    }

    /// <summary>Products with four vectors at once: a query's values are loaded once for all of them.</summary>
    private static void Dot4(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> result)
    {
        var n = query.Length;
        var (a, b, c, d) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        var i = 0;
        for (; i + Vector<float>.Count <= n; i += Vector<float>.Count)
        {
            var q = new Vector<float>(query[i..]);
            a += q * new Vector<float>(rows[i..]);
            b += q * new Vector<float>(rows[(n + i)..]);
            c += q * new Vector<float>(rows[((2 * n) + i)..]);
            d += q * new Vector<float>(rows[((3 * n) + i)..]);
        }

        result[0] = Vector.Sum(a) + Rest(query, rows[..n], i);
        result[1] = Vector.Sum(b) + Rest(query, rows.Slice(n, n), i);
        result[2] = Vector.Sum(c) + Rest(query, rows.Slice(2 * n, n), i);
        result[3] = Vector.Sum(d) + Rest(query, rows.Slice(3 * n, n), i);
    }

    private static float Dot(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        var sum = Vector<float>.Zero;
        var i = 0;
        for (; i + Vector<float>.Count <= first.Length; i += Vector<float>.Count)
        {
            sum += new Vector<float>(first[i..]) * new Vector<float>(second[i..]);
        }

        return Vector.Sum(sum) + Rest(first, second, i);
    }

    private static float Rest(ReadOnlySpan<float> first, ReadOnlySpan<float> second, int from)
    {
        var sum = 0f;
        for (var i = from; i < first.Length; i++)
        {
            sum += first[i] * second[i];
        }

        return sum;
    }

    private int Vote(ReadOnlySpan<float> similarities)
    {
        // The worst of those kept is on top: a smaller similarity, or the later of equals.
        var kept = new PriorityQueue<int, (float Similarity, int Earlier)>(neighbours + 1);
        for (var i = 0; i < similarities.Length; i++)
        {
            if (kept.Count < neighbours)
            {
                kept.Enqueue(i, (similarities[i], -i));
            }
            else if (kept.TryPeek(out _, out var worst) && similarities[i] > worst.Similarity)
            {
                kept.DequeueEnqueue(i, (similarities[i], -i));
            }
        }

        var votes = new double[classes];
        foreach (var (index, (similarity, _)) in kept.UnorderedItems.OrderBy(k => k.Element))
        {
            votes[labels[index]] += Math.Exp(similarity / Temperature);
        }

        return Array.IndexOf(votes, votes.Max());
    }

    private static FeatureMatrix Normalised(FeatureMatrix vectors)
    {
        var values = (float[])vectors.Values.Clone();
        for (var r = 0; r < vectors.Rows; r++)
        {
            var row = values.AsSpan(r * vectors.Columns, vectors.Columns);
            var length = Math.Sqrt(Dot(row, row));
            for (var c = 0; c < row.Length; c++)
            {
                row[c] = length > 0 ? (float)(row[c] / length) : 0;
            }
        }

        return new(values, vectors.Columns);
    }
}
