using CsCheck;
using MedMim.Datasets.Splits;
using MedMim.Foundation.Failures;

namespace MedMim.Datasets.Tests.Splits;

public class PatientSplitTests
{
    private static readonly SplitShares Shares = new(0.7, 0.1, 0.2);

    private static readonly Gen<SplitCase[]> Cohorts = Gen.Select(Gen.Int[0, 30], Gen.Int[0, 60], Gen.Bool, Gen.Int[1, 99])
        .Select((patient, voxels, labelled, extent) => (patient, voxels, labelled, extent)).Array[40, 90]
        .Select(rows => rows.Select((r, i) =>
            new SplitCase($"s{i:d3}", $"p{r.patient}", $"sha256:{(r.voxels < 3 ? r.voxels : 1000 + i)}", r.labelled, r.extent))
            .ToArray());

    [Fact]
    public void NothingIsLostAndNothingLeaks() => Gen.Select(Cohorts, Gen.ULong).Sample((cases, seed) =>
    {
        var split = PatientSplit.Create(cases, Shares, seed);
        var all = split.Train.Concat(split.Validation).Concat(split.Test).Order(StringComparer.Ordinal);
        Assert.Equal(cases.Select(c => c.Id).Order(StringComparer.Ordinal), all);
        var byId = cases.ToDictionary(c => c.Id, StringComparer.Ordinal);
        var parts = new[] { split.Train, split.Validation, split.Test }
            .Select(p => p.Select(id => byId[id]).ToArray()).ToArray();
        Assert.All(parts, p => Assert.NotEmpty(p));
        Assert.All(cases.GroupBy(c => c.Patient, StringComparer.Ordinal), g => Assert.Single(parts, p => p.Any(c => c.Patient == g.Key)));
        Assert.All(cases.GroupBy(c => c.VoxelDigest, StringComparer.Ordinal), g => Assert.Single(parts, p => p.Any(c => c.VoxelDigest == g.Key)));
    }, iter: 100);

    [Fact]
    public void TheOrderOfTheCasesDoesNotMatter() => Gen.Select(Cohorts, Gen.ULong).Sample((cases, seed) =>
        Assert.Equal(
            PatientSplit.Create(cases, Shares, seed).Digest,
            PatientSplit.Create([.. cases.Reverse()], Shares, seed).Digest), iter: 50);

    [Fact]
    public void SharesHoldAndLabelledPatientsAreSpread()
    {
        var cases = Enumerable.Range(0, 100).Select(i => Case(i, labelled: i % 5 == 0)).ToArray();
        var split = PatientSplit.Create(cases, Shares, 3);
        Assert.Equal((70, 10, 20), (split.Train.Count, split.Validation.Count, split.Test.Count));
        var labelled = cases.Where(c => c.HasLabel).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        Assert.InRange(split.Train.Count(labelled.Contains), 13, 15);
        Assert.InRange(split.Test.Count(labelled.Contains), 3, 5);
    }

    [Fact]
    public void LesionsAreSpreadByPresenceAndSize()
    {
        // A third without a lesion; of the rest a third each small, middling and large, whatever the size of the scan.
        var cases = Enumerable.Range(0, 135).Select(i => Case(i) with { Extent = 1000 - i, Lesion = i % 3 == 0 ? 0 : Math.Pow(10, i / 3 % 3) }).ToArray();
        foreach (var fold in PatientSplit.Folds(cases, 5, 17))
        {
            var lesions = fold.Test.Select(id => cases.Single(c => c.Id == id).Lesion).ToList();
            Assert.Equal(9, lesions.Count(v => v == 0));
            Assert.All([1.0, 10, 100], size => Assert.Equal(6, lesions.Count(v => v == size)));
        }
    }

    [Fact]
    public void WhereLesionsWereNotMeasuredTheScansSizeCounts()
    {
        var cases = Enumerable.Range(0, 30).Select(i => Case(i) with { Extent = i % 3 }).ToArray();
        Assert.All(PatientSplit.Folds(cases, 5, 2), f => Assert.All(
            [0.0, 1, 2], size => Assert.Equal(2, f.Test.Count(id => cases.Single(c => c.Id == id).Extent == size))));
    }

    [Fact]
    public void FoldsTestEveryCaseOnce()
    {
        var cases = Enumerable.Range(0, 23).Select(i => Case(i)).ToArray();
        var folds = PatientSplit.Folds(cases, 5, 11);
        Assert.Equal(cases.Select(c => c.Id).Order(StringComparer.Ordinal), folds.SelectMany(f => f.Test).Order(StringComparer.Ordinal));
        Assert.All(folds, f => Assert.InRange(f.Test.Count, 4, 5));
        Assert.All(folds, f => Assert.Equal(23, f.Train.Count + f.Test.Count));
    }

    [Fact]
    public void SeedsGiveDifferentSplitsAndEqualSeedsTheSame()
    {
        var cases = Enumerable.Range(0, 40).Select(i => Case(i)).ToArray();
        Assert.Equal(PatientSplit.Create(cases, Shares, 1).Digest, PatientSplit.Create(cases, Shares, 1).Digest);
        Assert.NotEqual(PatientSplit.Create(cases, Shares, 1).Digest, PatientSplit.Create(cases, Shares, 2).Digest);
    }

    [Fact]
    public void TooFewPatientsAreSaidPlainly()
    {
        var failure = Assert.Throws<InputException>(() => PatientSplit.Create([Case(0), Case(1)], Shares, 1));
        Assert.Contains("3 parts", failure.Message, StringComparison.Ordinal);
    }

    private static SplitCase Case(int i, bool labelled = true) =>
        new($"s{i:d3}", $"p{i:d3}", $"sha256:{i}", labelled, 100 + i);
}
