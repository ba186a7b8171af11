using MedMim.Datasets.Preparation;
using MedMim.Datasets.Store;
using MedMim.Evaluation.Reports.Model;
using MedMim.Studies.Calibration;
using MedMim.Studies.Detection;
using MedMim.Studies.Encoders;
using MedMim.Studies.Mapping;
using MedMim.Studies.Planning;
using MedMim.Studies.Protocols;
using MedMim.Studies.Protocols.Sections;
using MedMim.Studies.Running;
using MedMim.Studies.Splits;
using MedMim.Studies.Steps;

namespace MedMim.Studies.Reporting;

/// <summary>Gathers what a report tells from the artifacts of a run.</summary>
internal static class StudyReportBuilder
{
    public static StudyReport Build(StudyProtocol protocol, RunFolder run, ReportCircumstances circumstances)
    {
        var planned = PlanFile.Apply(protocol, run.Plan);
        var store = ScanStore.Open(run.Store);
        var split = StudySplit.Read(run.Split);
        var cases = EvaluateStep.Read(run.Evaluation);
        return new StudyReport
        {
            Name = protocol.Title.Length > 0 ? protocol.Title : protocol.Name,
            Question = Question(protocol),
            Protocol = new ProtocolRecord(protocol.Text, protocol.Digest),
            Cohort = CohortFacts.Of(run, store, [split], protocol.Data.ToChannels()),
            Preparation = PreparationFacts.Of(PreparedDataset.Open(run.Prepared)),
            Pretraining = protocol.Pretraining is not { Encoder: null } ? null : Pretraining(planned, run),
            Arms = ArmRecords.Of(planned, run),
            Labels = [.. protocol.Data.Labels.Definitions.Select(d => new LabelName(d.Value, d.Name))],
            Cases = cases,
            Detection = protocol.Detection is null ? null : Detection(protocol, run),
            Calibration = [.. protocol.Finetuning!.Arms.Select(a => a.ToKey()).SelectMany(a => ArmCalibration.Of(protocol, a, [run.Predictions(a)]))],
            Origins = CohortFacts.Origins(store, cases),
            Conventions = protocol.ToMetricOptions(),
            Bootstrap = protocol.ToBootstrapOptions(),
            Overlays = GalleryPictures.Draw(protocol, run, store, cases),
            Scans = protocol.ToScanDisplay(),
            Limits = Limits(protocol, run, split),
            Circumstances = CircumstanceRecords.Of(run, circumstances),
        };
    }

    private static DetectionRecord Detection(StudyProtocol protocol, RunFolder run) => new(
        [.. DetectionArm.All(protocol, run).Select(a => new DetectorName(a.Key, a.Name))],
        protocol.ToDetectionOptions(), DetectionEvaluateStep.Read(run.DetectionEvaluation));

    private static string Question(StudyProtocol protocol) =>
        protocol.Pretraining is not null && protocol.Finetuning!.Arms.Count == 2
            ? protocol.GivenEncoder is not null
                ? "Does the given encoder make a better segmenter than the same network, data and steps from scratch?"
                : "Does masked pretraining on the archive's own scans give a better segmenter than the same network, data and steps from scratch?"
            : "How well does the segmenter do on patients it has never seen?";

    private static PretrainingRecord Pretraining(StudyProtocol protocol, RunFolder run)
    {
        var montages = Path.Combine(run.Pretraining, "montages");
        var last = Directory.Exists(montages)
            ? Directory.EnumerateFiles(montages, "*.png").Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        return new PretrainingRecord
        {
            MaskingStrategy = OptionList.Masking(protocol.Pretraining!),
            Options = OptionList.Pretraining(protocol),
            Loss = LossCurve.Read(run.Pretraining),
            Montage = last is null ? default : File.ReadAllBytes(last),
            MontageCaption = protocol.Pretraining!.Objective == ObjectiveName.Autoencoder
                ? "One row a crop, its middle axial slice: what the network saw, what it gave back, and the original."
                : "One row a crop, its middle axial slice: what the network saw, with the masked blocks covered; what it filled in, "
                    + "blocks framed; and the original.",
        };
    }

    /// <summary>What the kind of scans forbids to conclude.</summary>
    public static IEnumerable<string> LimitsOfScans(StudyProtocol protocol) => protocol.Data.Phantom is null
        ? []
        : ["The scans are phantoms made by a program. Figures say that the pipeline works, nothing about patients."];

    private static List<string> Limits(StudyProtocol protocol, RunFolder run, StudySplit split)
    {
        var limits = LimitsOfScans(protocol).ToList();
        limits.Add($"One split and one seed ({protocol.Seed}): the intervals show what other test patients would change, "
            + "not what another training run would.");
        if (protocol.GivenEncoder is not null)
        {
            limits.AddRange(GivenEncoder.Limits(run.Pretraining, "pretrained"));
        }

        if (split.Test.Count < 20)
        {
            limits.Add($"{split.Test.Count} test scans are few: the intervals are wide, and a difference between arms may not show.");
        }

        return limits;
    }
}
