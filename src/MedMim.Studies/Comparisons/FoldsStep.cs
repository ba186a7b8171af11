using MedMim.Datasets.Store;
using MedMim.Studies.Protocols;
using MedMim.Studies.Protocols.Sections;
using MedMim.Studies.Running;
using MedMim.Studies.Splits;
using MedMim.Studies.Steps;

namespace MedMim.Studies.Comparisons;

/// <summary>
/// Deals the labelled patients to folds, and chooses the labelled patients of every round: a file a fold with all of them,
/// and one a round and number.
/// </summary>
internal sealed class FoldsStep(StudyProtocol protocol, RunFolder run) : IStudyStep
{
    private readonly ComparisonSection comparison = protocol.Comparison!;

    public string Name => "folds";

    public object Settings => new
    {
        comparison.Folds,
        comparison.Seeds,
        Labelled = comparison.Labelled.Select(l => l.ToString()),
        comparison.Pairing,
        protocol.Data.Modalities,
        protocol.Data.Channels,
        protocol.Seed,
    };

    public IReadOnlyDictionary<string, string> Inputs => StepInputs.Store(run);

    public IReadOnlyList<string> Outputs => [run.Splits];

    public Task<IReadOnlyDictionary<string, string>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        if (Directory.Exists(run.Splits))
        {
            Directory.Delete(run.Splits, recursive: true);
        }

        var cases = StudySeries.Cases(protocol, ScanStore.Open(run.Store));
        var folds = ComparisonFolds.Deal(cases, comparison.Folds, protocol.Seed, protocol.FileName);
        var caseOf = cases.ToDictionary(c => c.Id, StringComparer.Ordinal);
        for (var fold = 1; fold <= folds.Count; fold++)
        {
            folds[fold - 1].Write(run.FoldSplit(fold));
        }

        foreach (var round in new ComparisonGrid(protocol).Rounds)
        {
            var split = folds[round.Fold - 1];
            foreach (var count in comparison.Labelled.Where(l => l.Patients is not null))
            {
                var train = LabelledSubset.Choose([.. split.Train.Select(id => caseOf[id])], count, round, protocol.FileName);
                (split with { Train = train }).Write(run.LabelledSplit(round, count));
            }
        }

        var tested = folds.Select(f => f.Test.Count).ToList();
        return Task.FromResult<IReadOnlyDictionary<string, string>>(StepFacts.Of(cases.Count, "series")
            .With("folds", folds.Count)
            .With("labelled", cases.Count(c => c.HasLabel))
            .With("fewest_test_series", tested.Min())
            .With("most_test_series", tested.Max()));
    }
}
