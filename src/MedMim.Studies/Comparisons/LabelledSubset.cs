using MedMim.Datasets.Splits;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Randomness;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Comparisons;

/// <summary>
/// The labelled patients that a segmenter is fine-tuned on: the first of a random order that depends on seed and fold alone.
/// So smaller sets are parts of larger ones, and all arms have the same.
/// </summary>
internal static class LabelledSubset
{
    /// <summary>The ids of all labelled series of those patients, ascending.</summary>
    /// <param name="train">The fold's labelled training series.</param>
    /// <param name="count">How many patients.</param>
    /// <param name="round">Seed and fold.</param>
    /// <param name="fileName">The protocol's, for errors.</param>
    /// <exception cref="InputException">The fold has fewer patients to train on.</exception>
    public static IReadOnlyList<string> Choose(
        IReadOnlyList<SplitCase> train, LabelledCount count, ComparisonRound round, string fileName)
    {
        var patients = train.Select(c => c.Patient).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (count.Patients > patients.Length)
        {
            throw new InputException(
                $"{fileName}: comparison.labelled",
                $"asks for {count} labelled patients, and fold {round.Fold} has {patients.Length} to train on",
                $"Ask for at most {patients.Length}, or for all.");
        }

        new RandomStream(new(round.Seed, "comparison.labelled", Step: round.Fold)).Shuffle<string>(patients);
        var chosen = patients.Take(count.Patients ?? patients.Length).ToHashSet(StringComparer.Ordinal);
        return [.. train.Where(c => chosen.Contains(c.Patient)).Select(c => c.Id).Order(StringComparer.Ordinal)];
    }
}
