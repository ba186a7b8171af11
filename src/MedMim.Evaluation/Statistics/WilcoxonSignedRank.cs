using MathNet.Numerics.Distributions;

namespace MedMim.Evaluation.Statistics;

/// <summary>Wilcoxon's signed-rank test for paired values.</summary>
public static class WilcoxonSignedRank
{
    /// <summary>Up to so many differences the distribution is exact; beyond it is normal, with the ties' correction.</summary>
    public const int ExactUpTo = 200;

    /// <summary>
    /// The two-sided p of the hypothesis that differences lie symmetrically around 0. Zeros are dropped (Wilcoxon's own
    /// way); tied differences share their mean rank, and the exact distribution is that of the ranks so shared.
    /// </summary>
    /// <param name="differences">One difference a patient.</param>
    /// <returns>p in (0, 1]; null where every difference is 0.</returns>
    public static double? PValue(IEnumerable<double> differences)
    {
        var sorted = differences.Where(d => d != 0).OrderBy(Math.Abs).ToArray();
        if (sorted.Length == 0)
        {
            return null;
        }

        var doubled = DoubledRanks(sorted);
        var positive = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            positive += sorted[i] > 0 ? doubled[i] : 0;
        }

        var extreme = Math.Min(positive, doubled.Sum() - positive);
        return Math.Min(1, 2 * (sorted.Length <= ExactUpTo ? ExactTail(doubled, extreme) : NormalTail(doubled, extreme)));
    }

    // Mean ranks are halves at worst, so twice the rank is whole.
    private static int[] DoubledRanks(double[] byMagnitude)
    {
        var ranks = new int[byMagnitude.Length];
        for (var first = 0; first < ranks.Length;)
        {
            var last = first;
            while (last + 1 < ranks.Length && Math.Abs(byMagnitude[last + 1]) == Math.Abs(byMagnitude[first]))
            {
                last++;
            }

            Array.Fill(ranks, first + last + 2, first, last - first + 1);
            first = last + 1;
        }

        return ranks;
    }

    // P(W ≤ extreme), with every sign equally likely: the convolution of the two outcomes of each rank.
    private static double ExactTail(int[] ranks, int extreme)
    {
        var probability = new double[extreme + 1];
        probability[0] = 1;
        foreach (var rank in ranks)
        {
            for (var sum = extreme; sum >= 0; sum--)
            {
                probability[sum] = 0.5 * (probability[sum] + (sum >= rank ? probability[sum - rank] : 0));
            }
        }

        return probability.Sum();
    }

    private static double NormalTail(int[] ranks, int extreme)
    {
        var mean = ranks.Sum() / 2.0;
        var deviation = Math.Sqrt(ranks.Sum(r => (double)r * r)) / 2;
        return Normal.CDF(mean, deviation, extreme);
    }
}
