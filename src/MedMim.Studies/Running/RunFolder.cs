using MedMim.Studies.Comparisons;
using MedMim.Studies.Planning;
using MedMim.Studies.Protocols.Sections;
using MedMim.Studies.Steps;
using MedMim.Training.Logs;

namespace MedMim.Studies.Running;

/// <summary>
/// Where one run of a study lives, and how it is laid out. Everything below it is either an artifact with a digest in the
/// audit log, or belongs to the log itself, or is in <see cref="Unaudited"/>.
/// </summary>
public sealed class RunFolder
{
    /// <summary>The file name of pretrained weights.</summary>
    internal const string EncoderName = "encoder.safetensors";

    /// <param name="path">The run's folder; made on demand.</param>
    public RunFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
    }

    /// <summary>
    /// Names, relative to the run's folder, of what changes from run to run by nature and so is outside the digests:
    /// wall-clock timings of steps and of training steps, their curves for TensorBoard, and the writer's lock.
    /// </summary>
    public static IReadOnlyList<string> Unaudited { get; } = ["timings.jsonl", "timing.jsonl", TensorBoardFile.Name, ".run.lock", TrainingOutputs.MarkName];

    /// <summary>
    /// Names of files that are in the audit log, but not in a step's manifest: they hold times of the archive's files or of
    /// the run, and so would make two runs of one study look different, or are for people, and no step reads them.
    /// </summary>
    public static IReadOnlyList<string> OutsideManifests { get; } = [.. Unaudited, "sources.parquet", Reporting.DataCard.FileName];

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The protocol as it was when the run began.</summary>
    public string Protocol => In("protocol.yaml");

    /// <summary>A generated archive, where the protocol asks for one.</summary>
    public string Archive => In("archive");

    /// <summary>The store.</summary>
    public string Store => In("store");

    /// <summary>What is on record about the scans, for people.</summary>
    public string DataCard => In(Reporting.DataCard.FileName);

    /// <summary>Volumes as training sees them.</summary>
    public string Prepared => In("prepared");

    /// <summary>Which patient is in which part.</summary>
    public string Split => In("split.json");

    /// <summary>Patch and batch, where the protocol leaves them to the data.</summary>
    public string Plan => In(PlanFile.Name);

    /// <summary>A comparison's splits.</summary>
    public string Splits => In("splits");

    /// <summary>The pretrained encoder, its log and its montages.</summary>
    public string Pretraining => In("pretrain");

    /// <summary>Wall-clock seconds of each step, a line a step.</summary>
    public string Timings => In("timings.jsonl");

    /// <summary>The pretrained weights.</summary>
    public string Encoder => In("pretrain", EncoderName);

    /// <summary>The measurements of every case and arm.</summary>
    public string Evaluation => In("evaluation.json");

    /// <summary>The report.</summary>
    public string Report => In("report.html");

    /// <summary>The report's figures.</summary>
    public string ReportJson => In("report.json");

    /// <summary>Every metric of every case.</summary>
    public string Metrics => In("metrics.parquet");

    /// <summary>nnU-Net's summary of every arm, in folders of its own.</summary>
    public string Summaries => In("summary");

    /// <summary>The lock that keeps a second process out.</summary>
    public string Lock => In(".run.lock");

    /// <summary>The fine-tuned model of an arm.</summary>
    public string FineTuning(string arm) => In("finetune", arm);

    /// <summary>The predictions of an arm, a NIfTI file a case.</summary>
    public string Predictions(string arm) => In("predictions", arm);

    /// <summary>The predicted labels of a series.</summary>
    public string Prediction(string arm, string id) => In("predictions", arm, id + ".nii.gz");

    /// <summary>A detector.</summary>
    public string Detector(string arm) => In("detector", arm);

    /// <summary>The boxes that an arm found, a JSON file a case.</summary>
    public string Detections(string arm) => In("detections", arm);

    /// <summary>The boxes found in a series.</summary>
    public string Detection(string arm, string id) => In("detections", arm, id + ".json");

    /// <summary>The figures of the detection.</summary>
    public string DetectionEvaluation => In("detection.json");

    /// <summary>The pretrained encoder of an arm of a comparison, by seed and fold.</summary>
    public string PretrainingOf(string arm, string round) => In("pretrain", arm, round);

    /// <summary>Who is in which part of a fold, from 1, where all labelled patients train.</summary>
    public string FoldSplit(int fold) => In("splits", FormattableString.Invariant($"fold-{fold}.json"));

    /// <summary>The measurements of a cell of a comparison.</summary>
    public string CellEvaluation(string cell) => In("evaluation", cell + ".json");

    /// <summary>As <see cref="FoldSplit"/>, where so many labelled patients train.</summary>
    internal string LabelledSplit(ComparisonRound round, LabelledCount count) =>
        count.Patients is null ? FoldSplit(round.Fold) : In("splits", $"{round.Key}-labelled-{count}.json");

    /// <summary>What a finished step was made from.</summary>
    public string Receipt(string step) => In("steps", step.Replace('/', '-') + ".json");

    /// <summary>What a finished step made: digests in the format of <c>sha256sum</c>, paths relative to the run's folder.</summary>
    public string Manifest(string step) => In("steps", step.Replace('/', '-') + ".sha256");

    /// <summary>A path in the folder.</summary>
    public string In(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>A path relative to the folder.</summary>
    public string Relative(string path) => System.IO.Path.GetRelativePath(Path, path);
}
