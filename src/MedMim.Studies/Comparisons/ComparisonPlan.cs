using MedMim.Studies.Protocols;
using MedMim.Studies.Running;
using MedMim.Studies.Steps;

namespace MedMim.Studies.Comparisons;

/// <summary>
/// The steps of a comparison after ingest. Rounds are done one after the other, each with all its arms, and each cell is three
/// steps of its own: so what was stopped goes on within the cell where it was, and what is done is not done again.
/// </summary>
internal static class ComparisonPlan
{
    /// <summary>The steps, each after those that it reads from.</summary>
    public static IEnumerable<IStudyStep> Of(StudyProtocol protocol, RunFolder run, Func<Task<ReportCircumstances>> circumstances)
    {
        var grid = new ComparisonGrid(protocol);
        yield return new FoldsStep(protocol, run);
        yield return new PrepareStep(protocol, run, split: null);
        foreach (var round in grid.Rounds)
        {
            foreach (var arm in grid.Arms)
            {
                foreach (var step in Arm(protocol, grid, run, arm, round))
                {
                    yield return step;
                }
            }
        }

        yield return new ComparisonReportStep(protocol, run, circumstances);
    }

    /// <summary>The names of those steps.</summary>
    public static IReadOnlyList<string> NamesOf(StudyProtocol protocol, RunFolder run) =>
        [.. Of(protocol, run, () => throw new InvalidOperationException("Only the names are asked for.")).Select(s => s.Name)];

    private static IEnumerable<IStudyStep> Arm(StudyProtocol protocol, ComparisonGrid grid, RunFolder run, string arm, ComparisonRound round)
    {
        var own = grid.ProtocolOf(arm, round);
        var folder = run.PretrainingOf(arm, round.Key);
        if (own.GivenEncoder is { } given)
        {
            yield return new GivenEncoderStep(own, run, given, run.FoldSplit(round.Fold)) { Name = $"pretrain/{arm}/{round.Key}", Folder = folder };
        }
        else if (own.Pretraining is not null)
        {
            var data = new PretrainData(run.Prepared, run.Manifest("prepare"), run.FoldSplit(round.Fold)) { IsOfStudy = true };
            yield return new PretrainStep(own, run, data) { Name = $"pretrain/{arm}/{round.Key}", Folder = folder };
        }

        foreach (var count in protocol.Comparison!.Labelled)
        {
            var cell = new ComparisonCell(arm, count, round);
            var trained = new TrainedArm(
                cell.Key, own.Pretraining is null ? null : Path.Combine(folder, RunFolder.EncoderName), run.LabelledSplit(round, count));
            yield return new FinetuneStep(own, run, trained) { StudyDigest = protocol.Digest };
            yield return new PredictStep(own, run, trained);
            yield return new EvaluateStep(own, run, [trained]) { Name = $"evaluate/{cell.Key}", Output = run.CellEvaluation(cell.Key), Baselines = [] };
        }
    }
}
