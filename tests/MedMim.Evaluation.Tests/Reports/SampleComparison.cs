using MedMim.Evaluation.Metrics;
using MedMim.Evaluation.Reports.Model;

namespace MedMim.Evaluation.Tests.Reports;

/// <summary>A comparison that never happened: every Dice is a closed form of arm, number, seed and patient.</summary>
internal static class SampleComparison
{
    public static IReadOnlyList<string> ArmKeys { get; } = ["scratch", "uniform", "anatomy"];

    /// <summary>Dice of one case; the seed's part is taken out by the mean over the seeds 1 and 2.</summary>
    public static double Dice(string arm, string labelled, ulong seed, int patient) =>
        0.5 + (labelled == "5" ? 0 : 0.2) + (arm == "scratch" ? 0 : arm == "uniform" ? 0.05 : 0.08) + (0.01 * patient)
        + (arm == "anatomy" ? 0.002 * (patient % 3) : 0) + (seed == 1 ? 0.02 : -0.02);

    public static StudyReport Create(int patients = 12)
    {
        var study = SampleStudy.Create();
        var cases = (from arm in ArmKeys from labelled in new[] { "5", "all" } from seed in new[] { 1ul, 2ul } from patient in Enumerable.Range(0, patients)
            select Case(arm, labelled, seed, patient)).ToList();
        return study with
        {
            Pretraining = null,
            Overlays = [],
            Calibration = [],
            Arms = [.. ArmKeys.Select(a => new ArmRecord { Key = a, Name = a, Kind = a == "scratch" ? ArmKind.Scratch : ArmKind.Pretrained })],
            Cases = [.. cases.Where(c => c.Cell!.Labelled == "all")],
            Comparison = new()
            {
                Labelled = [new("5", 5), new("all", 40.5)], References = ["scratch", "uniform"],
                Design = [new("Folds", "1")], Finetuning = [new("Steps", "600")], Cases = cases,
            },
        };
    }

    private static CaseMetrics Case(string arm, string labelled, ulong seed, int patient) => new($"c{patient:00}", $"p{patient:00}", arm,
    [
        new()
        {
            Label = 1, Empty = EmptyMasks.None, Dice = Dice(arm, labelled, seed, patient), Nsd = 0.9, Hd95Mm = 2, AssdMm = 1, ReferenceVolumeMm3 = 1000,
            PredictionVolumeMm3 = 1000, Lesions = new(1, 1, 1, 0),
        },
    ])
    {
        Cell = new(labelled, seed, 1),
    };
}
