using System.Globalization;
using MedMim.Datasets.Preparation;
using MedMim.Datasets.Store;
using MedMim.Evaluation.Metrics;
using MedMim.Evaluation.Reports.Model;
using MedMim.Studies.Calibration;
using MedMim.Studies.Encoders;
using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols;
using MedMim.Studies.Protocols.Sections;
using MedMim.Studies.Reporting;
using MedMim.Studies.Running;
using MedMim.Studies.Splits;
using MedMim.Studies.Steps;

namespace MedMim.Studies.Comparisons;

/// <summary>Gathers what the report of a comparison tells from the artifacts of its run.</summary>
internal static class ComparisonReportBuilder
{
    public static StudyReport Build(StudyProtocol protocol, RunFolder run, ReportCircumstances circumstances)
    {
        var grid = new ComparisonGrid(protocol);
        var store = ScanStore.Open(run.Store);
        var cases = grid.Cells.SelectMany(c => Measured(run, c)).ToList();
        var most = protocol.Comparison!.Labelled[^1].ToString();
        var record = CircumstanceRecords.Of(run, circumstances);
        return new StudyReport
        {
            Name = protocol.Title,
            Question = "Which pretraining gives the better segmenter, and on how few labelled patients?",
            Protocol = new ProtocolRecord(protocol.Text, protocol.Digest),
            Cohort = CohortFacts.Of(run, store, [.. grid.Rounds.Select(r => r.Fold).Distinct().Order().Select(f => StudySplit.Read(run.FoldSplit(f)))], protocol.Data.ToChannels()),
            Preparation = PreparationFacts.Of(PreparedDataset.Open(run.Prepared)),
            Arms = [.. grid.Arms.Select(a => Arm(run, grid, a))],
            Labels = [.. protocol.Data.Labels.Definitions.Select(d => new LabelName(d.Value, d.Name))],
            Cases = [.. cases.Where(c => c.Cell!.Labelled == most)],
            Comparison = new ComparisonRecord
            {
                Labelled = [.. protocol.Comparison.Labelled.Select(l => new LabelledNumber(l.ToString(), Patients(run, store, grid, l)))],
                References = protocol.Comparison.References,
                Design = Design(protocol, grid),
                Finetuning = OptionList.Finetuning(protocol),
                Cases = cases,
            },
            Calibration = [.. grid.Arms.SelectMany(a => ArmCalibration.Of(
                protocol, a, grid.Cells.Where(c => c.Arm == a && c.Labelled.ToString() == most).Select(c => run.Predictions(c.Key))))],
            Origins = CohortFacts.Origins(store, cases),
            Conventions = protocol.ToMetricOptions(),
            Bootstrap = protocol.ToBootstrapOptions(),
            Limits = [.. Limits(protocol), .. grid.Arms.Where(a => grid.ProtocolOf(a, grid.Rounds[0]).GivenEncoder is not null)
                .SelectMany(a => GivenEncoder.Limits(run.PretrainingOf(a, grid.Rounds[0].Key), a))],
            Circumstances = record with { Timings = ByStage(record.Timings) },
        };
    }

    private static IEnumerable<CaseMetrics> Measured(RunFolder run, ComparisonCell cell) =>
        EvaluateStep.Read(run.CellEvaluation(cell.Key)).Select(c => c with
        {
            Arm = cell.Arm,
            Cell = new(cell.Labelled.ToString(), cell.Round.Seed, cell.Round.Fold),
        });

    private static double Patients(RunFolder run, ScanStore store, ComparisonGrid grid, LabelledCount count) =>
        grid.Rounds.Average(r => StudySplit.Read(run.LabelledSplit(r, count)).Train.Select(id => store.Find(id).Patient).Distinct(StringComparer.Ordinal).Count());

    private static ArmRecord Arm(RunFolder run, ComparisonGrid grid, string arm)
    {
        var own = grid.ProtocolOf(arm, grid.Rounds[0]);
        return new ArmRecord
        {
            Key = arm,
            Name = arm,
            Kind = own.Pretraining is null ? ArmKind.Scratch : ArmKind.Pretrained,
            Description = own.Pretraining is null
                ? "No pretraining: random weights."
                : own.GivenEncoder is not null ? GivenEncoder.Sentence(run.PretrainingOf(arm, grid.Rounds[0].Key))
                : "Encoder and decoder begin as pretrained on the fold's training patients, whose labels it did not see as targets.",
            Options = own.Pretraining is { Encoder: null } pretraining
                ?
                [
                    new("Masking strategy", OptionList.Masking(pretraining)),
                    .. OptionList.Pretraining(own),
                    new("Passes through the network", Passes(own).ToString(CultureInfo.InvariantCulture)),
                ]
                : [],
        };
    }

    private static long Passes(StudyProtocol protocol) =>
        (long)protocol.Pretraining!.Steps * protocol.Pretraining.Accumulation * protocol.ToPretrainOptions().PassesPerBatch;

    private static List<NamedValue> Design(StudyProtocol protocol, ComparisonGrid grid)
    {
        var comparison = protocol.Comparison!;
        return
        [
            new("Cells", $"{grid.Cells.Count}: {grid.Arms.Count} arms × {comparison.Labelled.Count} numbers of labelled patients × {grid.Rounds.Count} rounds of a seed on a fold"),
            new("Folds", $"{comparison.Folds}, by patient; no encoder has seen the test patients of its fold"),
            new("Seeds", string.Join(", ", comparison.Seeds)),
            new("Same within a round", "labelled patients (smaller sets are parts of larger ones), crops, augmentation, fine-tuning, weights that are not loaded"),
            new("Compute of pretraining", comparison.Compute == ComputeName.Equal
                ? "equal, in passes through the network: three a step, a teacher’s is a fourth"
                : "equal steps; a teacher costs a fourth pass a step on top of three"),
        ];
    }

    private static List<string> Limits(StudyProtocol protocol) =>
    [
        .. StudyReportBuilder.LimitsOfScans(protocol),
        "The arm without pretraining gets no more fine-tuning in exchange: all that pretraining cost comes on top.",
    ];

    /// <summary>The times of a hundred steps, summed by what they did.</summary>
    private static List<TimingRecord> ByStage(IReadOnlyList<TimingRecord> timings) =>
    [
        .. timings.GroupBy(t => t.Stage.Split('/')[0], StringComparer.Ordinal)
            .Select(g => new TimingRecord(
                g.Count() == 1 ? g.Key : $"{g.Key}, {g.Count()} steps", g.Sum(t => t.Seconds), g.Max(t => t.PeakMemoryBytes))),
    ];
}
