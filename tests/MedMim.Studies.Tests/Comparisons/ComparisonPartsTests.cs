using CsCheck;
using MedMim.Datasets.Splits;
using MedMim.Foundation.Failures;
using MedMim.Studies.Comparisons;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Tests.Comparisons;

/// <summary>Who trains and who is tested, over archives of all sorts.</summary>
public class ComparisonPartsTests
{
    // Patients with one to three series each, two in three of them labelled.
    private static readonly Gen<(List<SplitCase> Cases, int Folds, ulong Seed)> Archives =
        from patients in Gen.Int[6, 40]
        from folds in Gen.Int[2, 4]
        from seed in Gen.ULong[0, 1000]
        from series in Gen.Int[1, 3].List[patients]
        select (
            series.SelectMany((n, p) => Enumerable.Range(0, n).Select(i => new SplitCase($"s{p:00}{i}", $"p{p:00}", $"v{p}-{i}", p % 3 != 2, p))).ToList(),
            folds, seed);

    [Fact]
    public void Test_patients_are_in_one_fold_and_never_pretrained_on() => Archives.Sample(a =>
    {
        var patientOf = a.Cases.ToDictionary(c => c.Id, c => c.Patient, StringComparer.Ordinal);
        var folds = ComparisonFolds.Deal(a.Cases, a.Folds, a.Seed, "p.yaml");
        var tested = folds.Select(f => f.Test.Select(id => patientOf[id]).ToHashSet(StringComparer.Ordinal)).ToList();

        Assert.Equal(
            a.Cases.Where(c => c.HasLabel).Select(c => c.Patient).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            tested.SelectMany(t => t).Order(StringComparer.Ordinal));
        for (var i = 0; i < folds.Count; i++)
        {
            Assert.DoesNotContain(folds[i].Pretrain.Concat(folds[i].Train), id => tested[i].Contains(patientOf[id]));
            Assert.Equal(a.Cases.Count(c => !tested[i].Contains(c.Patient)), folds[i].Pretrain.Count);
            Assert.Subset(folds[i].Pretrain.ToHashSet(StringComparer.Ordinal), folds[i].Train.ToHashSet(StringComparer.Ordinal));
            Assert.Empty(folds[i].Validation);
        }
    });

    [Fact]
    public void Few_labelled_patients_are_among_many_and_come_with_all_their_series() => Archives.Sample(a =>
    {
        var train = a.Cases.Where(c => c.HasLabel).ToList();
        var patients = train.Select(c => c.Patient).Distinct(StringComparer.Ordinal).Count();
        var round = new ComparisonRound(a.Seed, 1);
        IReadOnlyList<string> before = [];
        for (var n = 1; n <= patients; n++)
        {
            var chosen = LabelledSubset.Choose(train, new(n), round, "p.yaml");
            var theirs = chosen.Select(id => id[..3]).ToHashSet(StringComparer.Ordinal);
            Assert.Equal(n, theirs.Count);
            Assert.Equal(train.Where(c => theirs.Contains(c.Id[..3])).Select(c => c.Id).Order(StringComparer.Ordinal), chosen);
            Assert.Subset(chosen.ToHashSet(StringComparer.Ordinal), before.ToHashSet(StringComparer.Ordinal));
            before = chosen;
        }

        Assert.Equal(before, LabelledSubset.Choose(train, LabelledCount.All, round, "p.yaml"));
    });

    [Fact]
    public void The_choice_is_anothers_with_another_seed_or_fold_and_the_order_of_cases_does_not_matter()
    {
        List<SplitCase> train = [.. Enumerable.Range(0, 60).Select(i => new SplitCase($"s{i:00}", $"p{i:00}", "", true, 1))];
        string Chosen(ulong seed, int fold, bool reversed = false) => string.Join(
            ' ', LabelledSubset.Choose(reversed ? [.. Enumerable.Reverse(train)] : train, new(10), new(seed, fold), "p"));

        Assert.Equal(Chosen(1, 1), Chosen(1, 1, reversed: true));
        Assert.Equal(3, new[] { Chosen(1, 1), Chosen(2, 1), Chosen(1, 2) }.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void More_than_there_are_is_refused_by_file_and_key()
    {
        List<SplitCase> cases = [.. Enumerable.Range(0, 6).Select(i => new SplitCase($"s{i}", $"p{i}", "", true, 1))];

        var few = Assert.Throws<InputException>(() => LabelledSubset.Choose(cases, new(7), new(1, 2), "p.yaml"));
        Assert.Equal("p.yaml: comparison.labelled: asks for 7 labelled patients, and fold 2 has 6 to train on. Ask for at most 6, or for all.", few.Message);
        var folds = Assert.Throws<InputException>(() => ComparisonFolds.Deal(cases, 7, 1, "p.yaml"));
        Assert.StartsWith("p.yaml: comparison.folds: asks for 7 folds, and 6 patients have labels", folds.Message, StringComparison.Ordinal);
    }
}
