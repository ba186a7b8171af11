using MedMim.Evaluation.Calibration;
using MedMim.Evaluation.Reports.Model;
using MedMim.Evaluation.Statistics;
using MedMim.Foundation.Files;
using MedMim.Foundation.Randomness;

namespace MedMim.Evaluation.Tests.Reports;

/// <summary>A study that never happened: every figure comes from a seeded generator. For tests of the report only.</summary>
internal static class SampleStudy
{
    public static StudyReport Create(int patients = 24, bool twoLabels = false) => new()
    {
        Name = "Synthetic sample study",
        Question = "Fabricated numbers that exercise the layout of the report. No scan, patient or model stands behind them.",
        Protocol = new(ProtocolText, ContentDigest.OfText(ProtocolText)),
        Cohort = Cohort(patients),
        Preparation =
        [
            new("Spacing", "1.5 × 1.5 × 3.0 mm"), new("Intensities", "mean 0, deviation 1 over the body"),
            new("Resampling", "cubic B-spline; labels nearest neighbour"),
        ],
        Pretraining = new()
        {
            MaskingStrategy = "anatomy-adapted",
            Options =
            [
                new("Encoder", "ResidualEncoder, 4 stages, 32–256 features"), new("Patch size", "64 × 64 × 64"),
                new("Mask ratio", "0.6"), new("Optimizer", "AdamW, learning rate 3e-4, weight decay 0.05"),
                new("Steps", "2000, warm-up 100"), new("Precision", "bf16 autocast, fp32 weights"),
            ],
            Loss = Curve("pretrain", 2000, 0.95, 0.21),
            Montage = SamplePicture.Montage(),
            MontageCaption = "Columns: input, mask (dark: hidden), reconstruction, target. Rows: two crops at step 2000.",
        },
        Arms = Arms(),
        Labels = twoLabels ? [new(1, "anterior"), new(2, "posterior")] : [new(1, "tumour")],
        Cases = [.. Arms().SelectMany(a => SampleCases.Of(a, patients, twoLabels ? [1, 2] : [1]))],
        Conventions = new(),
        Bootstrap = new(42) { Replicates = 2000 },
        Overlays =
        [
            Overlay("best", 0.913, 1), Overlay("median", 0.781, 2), Overlay("worst", 0.334, 3),
        ],
        Calibration = [.. Arms().Take(2).SelectMany((a, i) => (twoLabels ? [1, 2] : new byte[] { 1 }).Select(l => Reliability(a.Key, l, 1.3 + (0.5 * i))))],
        Origins = [.. SampleCases.Of(Arms()[0], patients, [1]).Select((c, i) => new CaseOrigin(c.CaseId, i % 3 == 0 ? "MR" : "CT", i == 0 ? "GE" : "Siemens"))],
        Limits = ["The scans are synthetic."],
        Circumstances = Circumstances(DateTimeOffset.UnixEpoch.AddDays(20000)),
    };

    public static RunCircumstances Circumstances(DateTimeOffset start) => new()
    {
        RunId = "sample-0001",
        Started = start,
        Finished = start.AddMinutes(5),
        Command = "medmim run protocols/sample.yaml",
        Software = [new("MedMim", "0.1.0"), new(".NET", "10.0.1"), new("libtorch", "2.10.0"), new("GDCM", "3.0.21"), new("ITK", "5.3.0")],
        Hardware = [new("Processor", "2 cores, AVX-512"), new("Memory", "24 GiB"), new("GPU", "none")],
        Timings =
        [
            new("ingest", 12.3, 412L << 20), new("pretrain", 141.8, 1650L << 20), new("fine-tune", 96.2, 1810L << 20),
            new("predict", 31, 1400L << 20), new("evaluate", 1.4),
        ],
        Audit = new(
            "5f1d0c9a3be7724600d8be3a6ef1e6e2a0c6ff3f0d5f9a0de1c1b4b7f05a9c11", 14,
            "a9be2f7712c0e4d1138f0c5dcb0b9f24817e34c7a60fd27be1c93dd6f2b1a5e0",
            "medmim audit verify runs/sample-0001 --key signing.pub --expect 14:5f1d0c9a…"),
    };

    private const string ProtocolText =
        "name: sample\nseed: 42\npretrain:\n  masking: anatomy\n  mask_ratio: 0.6\n  steps: 2000\nfinetune:\n  steps: 600\n";

    private static ArmRecord[] Arms() =>
    [
        new()
        {
            Key = "pretrained", Name = "Pretrained", Kind = ArmKind.Pretrained,
            Description = "The segmenter with the pretrained encoder, all layers trained.",
            Options = [new("Steps", "600"), new("Batch", "2"), new("Loss", "Dice + cross-entropy")],
            Load = new(118, 1, 24), Loss = Curve("a", 600, 1.4, 0.28),
        },
        new()
        {
            Key = "scratch", Name = "From scratch", Kind = ArmKind.Scratch,
            Description = "Its matched twin: the same data, steps and seeds, random weights.",
            Options = [new("Steps", "600"), new("Batch", "2"), new("Loss", "Dice + cross-entropy")],
            Loss = Curve("b", 600, 1.5, 0.36),
        },
        new()
        {
            Key = "threshold", Name = "Threshold", Kind = ArmKind.Baseline,
            Description = "The best single intensity threshold of the training scans, largest component kept.",
        },
    ];

    private static CohortRecord Cohort(int patients) => new()
    {
        FilesFound = 6412, SeriesStored = 118, Patients = 96, SeriesLabelled = 96, PretrainingSeries = 94,
        TrainPatients = 96 - patients, TrainSeries = 96 - patients, TestPatients = patients, TestSeries = patients,
        Facts = [new("Modalities", "CT 84, MR 34"), new("Manufacturers", "Synthetic Scanner Works (118)")],
        Refusals =
        [
            new("gantry-tilt-varies", "The slices of the series are not parallel to each other.", 1, 44),
            new("slice-missing", "A slice is missing: the gaps between positions are not even.", 3, 187),
            new("not-a-scan", "The file is no scan in any format that MedMim reads.", 12, 12),
        ],
    };

    private static CalibrationFigures Reliability(string arm, byte label, double sureness) => new(
        arm, label, new(0.05 * sureness, 0.04 * sureness, 0.07 * sureness, 0.95, IntervalMethod.Percentile, false, 24),
        [.. Enumerable.Range(0, 10).Select(b => new ReliabilityBin(b / 10.0, (b + 1) / 10.0, 1000 * (10 - b), (b + 0.5) / 10, Math.Pow((b + 0.5) / 10, sureness)))]);

    private static OverlayRecord Overlay(string rank, double dice, int seed) => new(
        rank, $"c0ffee00000000{seed:00}", $"p{seed:000}", "pretrained", dice, SamplePicture.Overlay(seed),
        "Axial slice 31 of 64, through the largest area of the reference.");

    private static CurvePoint[] Curve(string purpose, int steps, double from, double to)
    {
        var stream = new RandomStream(new StreamKey(9, "sample.curve." + purpose));
        return [.. Enumerable.Range(0, steps).Select(s => new CurvePoint(
            s, to + ((from - to) * Math.Exp(-6.0 * s / steps)) + (0.02 * stream.NextGaussian())))];
    }
}
