using MedMim.Foundation.Files;

namespace MedMim.Datasets.Splits;

/// <summary>Which cases train, validate and test. No patient is in two parts (<see cref="LeakageGuard"/>).</summary>
/// <param name="Train">Ids of the series to train on, ascending.</param>
/// <param name="Validation">Ids of the series to choose a checkpoint by, ascending; may be empty.</param>
/// <param name="Test">Ids of the series to report, ascending; may be empty.</param>
public sealed record PatientSplit(
    IReadOnlyList<string> Train, IReadOnlyList<string> Validation, IReadOnlyList<string> Test)
{
    /// <summary>SHA-256 of the three lists: two runs with this digest in common used the same split.</summary>
    public string Digest => ContentDigest.OfText(
        $"train\n{string.Join('\n', Train)}\nvalidation\n{string.Join('\n', Validation)}\ntest\n{string.Join('\n', Test)}\n");

    /// <summary>
    /// Splits by patient at random, in like shares of labelled and unlabelled, small and large. Patients that share a
    /// scan (identical voxels) stay together. A part with a share above 0 gets at least one patient.
    /// </summary>
    /// <param name="cases">The cases, in any order.</param>
    /// <param name="shares">Shares of patients.</param>
    /// <param name="seed">The study's seed: the same cases, shares and seed give the same split.</param>
    /// <exception cref="Foundation.Failures.InputException">There are fewer patients than parts.</exception>
    public static PatientSplit Create(IReadOnlyList<SplitCase> cases, SplitShares shares, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(shares);
        var parts = PatientDealer.Deal(cases, [shares.Train, shares.Validation, shares.Test], seed, "split");
        return LeakageGuard.Check(new(parts[0], parts[1], parts[2]), cases);
    }

    /// <summary>
    /// Makes k folds by patient for cross-validation: fold i tests on part i and trains on the others; validation is
    /// empty.
    /// </summary>
    /// <param name="cases">The cases, in any order.</param>
    /// <param name="folds">How many, at least 2.</param>
    /// <param name="seed">The study's seed.</param>
    /// <exception cref="Foundation.Failures.InputException">There are fewer patients than folds.</exception>
    public static IReadOnlyList<PatientSplit> Folds(IReadOnlyList<SplitCase> cases, int folds, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var parts = PatientDealer.Deal(cases, [.. Enumerable.Repeat(1.0, folds)], seed, "folds");
        return [.. Enumerable.Range(0, folds).Select(i => LeakageGuard.Check(Fold(parts, i), cases))];
    }

    private static PatientSplit Fold(IReadOnlyList<IReadOnlyList<string>> parts, int test) => new(
        [.. parts.Where((_, i) => i != test).SelectMany(p => p).Order(StringComparer.Ordinal)], [], parts[test]);
}
