using MedMim.Datasets.Splits;
using MedMim.Foundation.Failures;
using MedMim.Studies.Splits;

namespace MedMim.Studies.Probes;

/// <summary>Who teaches a probe, who chooses its penalty, and who is asked: never the same patient.</summary>
internal static class ProbeFolds
{
    private const int DefaultFolds = 5;
    private const double ValidationShare = 0.25;

    /// <summary>The folds of a seed: training, validation and test parts, each checked for leaks.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="split">Fixed parts; null to deal the patients anew.</param>
    /// <param name="folds">How many folds where patients are dealt; null for 5, or one a patient where there are fewer.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="InputException">There are too few patients.</exception>
    public static IReadOnlyList<PatientSplit> Of(IReadOnlyList<SplitCase> cases, StudySplit? split, int? folds, ulong seed)
    {
        if (split is not null)
        {
            var known = cases.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
            List<string> Known(IEnumerable<string> ids) => [.. ids.Where(known.Contains).Order(StringComparer.Ordinal)];
            var given = new PatientSplit(Known(split.Train.Concat(split.Validation)), [], Known(split.Test));
            return given.Test.Count > 0
                ? [WithValidation(LeakageGuard.Check(given, cases), cases, seed)]
                : throw new InputException("--split", "has no test case among these scans", "Name the split of the run that these scans are of.");
        }

        var patients = cases.Select(c => c.Patient).Distinct(StringComparer.Ordinal).Count();
        if (patients < 3)
        {
            throw new InputException(
                "patients", $"there {(patients == 1 ? "is 1" : $"are {patients}")}: too few to train, validate and test on",
                "Take a store of at least 3 patients.");
        }

        return [.. PatientSplit.Folds(cases, folds ?? Math.Min(DefaultFolds, patients), seed).Select(f => WithValidation(f, cases, seed))];
    }

    private static PatientSplit WithValidation(PatientSplit fold, IReadOnlyList<SplitCase> cases, ulong seed)
    {
        var training = fold.Train.ToHashSet(StringComparer.Ordinal);
        var taught = cases.Where(c => training.Contains(c.Id)).ToList();
        if (taught.Select(c => c.Patient).Distinct(StringComparer.Ordinal).Count() < 2)
        {
            throw new InputException("patients", "one alone would train a probe, and none choose its penalty", "Take more patients, or more folds.");
        }

        var parts = PatientSplit.Create(taught, new(1 - ValidationShare, ValidationShare, 0), seed);
        return LeakageGuard.Check(new(parts.Train, parts.Validation, fold.Test), cases);
    }
}
