using CsCheck;
using MedMim.Evaluation.Probes;

namespace MedMim.Evaluation.Tests.Probes;

public class NearestNeighboursTests
{
    [Fact]
    public void It_answers_as_numpy_counts()
    {
        foreach (var golden in ProbesGolden.Load().Neighbours)
        {
            var probe = new NearestNeighbours(new(golden.Bank, golden.Columns), golden.Labels, golden.Classes, golden.Neighbours);
            Assert.Equal(golden.Answers, probe.Predict(new(golden.Queries, golden.Columns)));
        }
    }

    // Small whole numbers: many ties, and the search is in blocks of several sizes.
    [Fact]
    public void It_is_an_exact_search() => Gen.Select(Gen.Int[1, 70], Gen.Int[1, 40], Gen.Int[1, 19], Gen.Int[1, 9], Gen.Int[0, 1000]).Sample(
        (rows, queries, columns, k, seed) =>
        {
            var random = new Random(seed);
            float[] Values(int count) => [.. Enumerable.Range(0, count * columns).Select(_ => (float)random.Next(-2, 3))];
            var (bank, asked) = (new FeatureMatrix(Values(rows), columns), new FeatureMatrix(Values(queries), columns));
            int[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.Next(3))];

            var answers = new NearestNeighbours(bank, labels, 3, k).Predict(asked);

            for (var q = 0; q < queries; q++)
            {
                var best = Enumerable.Range(0, rows).Select(r => (Row: r, Cosine: Cosine(asked.Row(q), bank.Row(r))))
                    .OrderByDescending(c => Math.Round(c.Cosine, 5)).ThenBy(c => c.Row).Take(k).ToList();
                var votes = new double[3];
                best.ForEach(b => votes[labels[b.Row]] += Math.Exp(b.Cosine / 0.07));
                // Rounding may decide between equal votes, or between the last who may vote: then both answers are right.
                Assert.True(votes[answers[q]] >= votes.Max() * (1 - 1e-3) || IsTie(asked.Row(q), bank, k), $"{q} of {seed}");
            }
        },
        iter: 60,
        threads: 1);

    [Fact]
    public void Fewer_vectors_than_neighbours_all_vote()
    {
        var probe = new NearestNeighbours(new([1, 0, 0, 1], 2), [0, 1], 2);
        Assert.Equal([0, 1, 0], probe.Predict(new([3, 1, 1, 3, 0, 0], 2)));
        Assert.Throws<ArgumentException>(() => new NearestNeighbours(new([], 2), [], 2));
    }

    private static bool IsTie(ReadOnlySpan<float> query, FeatureMatrix bank, int k)
    {
        var cosines = new double[bank.Rows];
        for (var r = 0; r < cosines.Length; r++)
        {
            cosines[r] = Cosine(query, bank.Row(r));
        }

        Array.Sort(cosines, (a, b) => b.CompareTo(a));
        return k < cosines.Length && Math.Abs(cosines[k - 1] - cosines[k]) < 1e-5;
    }

    private static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (dot, aa, bb) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            (dot, aa, bb) = (dot + (a[i] * b[i]), aa + (a[i] * a[i]), bb + (b[i] * b[i]));
        }

        return aa > 0 && bb > 0 ? dot / Math.Sqrt(aa * bb) : 0;
    }
}
