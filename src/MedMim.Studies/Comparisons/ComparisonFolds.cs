using MedMim.Datasets.Splits;
using MedMim.Foundation.Failures;
using MedMim.Studies.Splits;

namespace MedMim.Studies.Comparisons;

/// <summary>The folds of a comparison.</summary>
internal static class ComparisonFolds
{
    /// <summary>
    /// Deals the labelled patients to folds. Each fold tests on its own patients; the others' labelled series train, and
    /// everybody else's series, labelled or not, are pretrained on.
    /// </summary>
    /// <param name="cases">All cases.</param>
    /// <param name="folds">How many, at least 2.</param>
    /// <param name="seed">The study's seed.</param>
    /// <param name="fileName">The protocol's, for errors.</param>
    /// <exception cref="InputException">There are fewer labelled patients than folds, or two parts share a scan.</exception>
    public static IReadOnlyList<StudySplit> Deal(IReadOnlyList<SplitCase> cases, int folds, ulong seed, string fileName)
    {
        var labelled = cases.Where(c => c.HasLabel).ToList();
        var patients = labelled.Select(c => c.Patient).Distinct(StringComparer.Ordinal).Count();
        if (patients < folds)
        {
            throw new InputException(
                $"{fileName}: comparison.folds", $"asks for {folds} folds, and {patients} patients have labels",
                "Ask for fewer folds, and check where the protocol says that the labels are.");
        }

        return [.. PatientSplit.Folds(labelled, folds, seed).Select(f => StudySplit.Of(f, cases))];
    }
}
