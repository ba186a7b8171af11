using MedMim.Foundation.Failures;

namespace MedMim.Datasets.Splits;

/// <summary>Turns shares into whole numbers of patients (largest remainder, at least one for a positive share).</summary>
internal static class Apportionment
{
    /// <summary>Numbers that add up to <paramref name="total"/>.</summary>
    /// <exception cref="InputException">A share is negative, none is positive, or there are too few patients.</exception>
    public static IReadOnlyList<int> Of(int total, IReadOnlyList<double> shares)
    {
        var sum = shares.Sum();
        if (!double.IsFinite(sum) || shares.Any(s => s < 0) || shares[0] <= 0)
        {
            throw new InputException("split", "has a share that is negative or no number, or none to train on",
                "Give shares such as train 0.7, validation 0.1, test 0.2.");
        }

        var positive = shares.Count(s => s > 0);
        if (total < positive)
        {
            throw new InputException("split", $"asks for {positive} parts, and there are {total} patients to deal",
                "Add patients, or ask for fewer parts or folds.");
        }

        var counts = shares.Select(s => s > 0 ? Math.Max(1, (int)Math.Floor(s / sum * total)) : 0).ToArray();
        while (counts.Sum() != total)
        {
            var step = Math.Sign(total - counts.Sum());
            var chosen = Enumerable.Range(0, counts.Length)
                .Where(i => shares[i] > 0 && counts[i] + step >= 1)
                .MaxBy(i => step * ((shares[i] / sum * total) - counts[i]));
            counts[chosen] += step;
        }

        return counts;
    }
}
