using System.Text.Json;
using MedMim.Datasets.Preparation;
using MedMim.Datasets.Store;
using MedMim.FineTuning.Augmentation;
using MedMim.FineTuning.Detection;
using MedMim.FineTuning.Packages;
using MedMim.FineTuning.Segmentation;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Progress;
using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;
using MedMim.Imaging.Workers;
using MedMim.Studies.Prediction;

namespace MedMim.Cli.Tests.Pipeline;

/// <summary><c>medmim predict</c> with a detector: boxes as JSON and as DICOM Segmentations.</summary>
public sealed class PredictBoxesTests(TrainedStudy study) : IClassFixture<TrainedStudy>
{
    [Fact]
    public async Task ADetectorGivesBoxesInThePatientAndTheirSizes()
    {
        var model = await DetectorAsync();

        var result = await PredictAsync(model, "scans", "boxes", "--statistics", "--min-score", "0");

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal(TrainedStudy.Cases, result.Output.TrimEnd().Split('\n').Count(l => l.Contains(".json  from case", StringComparison.Ordinal)));
        var prepared = PreparedDataset.Open(Path.Combine(await study.RunFolderAsync(), "prepared"));
        using var detector = DetectorPredictor.Open(DetectorEnsemble.Of([model]));
        var boxes = 0;
        foreach (var file in result.Output.TrimEnd().Split('\n').Select(l => l.Split("  from ")[0]))
        {
            // Scans came another way than the study's, and say the same.
            var id = Path.GetFileNameWithoutExtension(file);
            var expected = detector.Predict(new MemorySlices(prepared.Load(id)), prepared.RegionOf(id), TestContext.Current.CancellationToken);
            var found = DetectionJson.Read(file);
            boxes += found.Count;
            Assert.Equal(expected.Boxes.Count, found.Count);
            Assert.All(expected.Boxes.Zip(found), b => Assert.True(BoxOverlap.IoU(b.First.Box, b.Second.Box) > 0.999, $"{b}"));
            Assert.Equal(expected.Boxes.Select(b => b.Score), found.Select(b => b.Score), (a, b) => Math.Abs(a - b) < 1e-5);

            var label = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(file, ".statistics.json"))).RootElement.GetProperty("labels")[0];
            Assert.Equal(("ball", found.Count), (label.GetProperty("name").GetString(), label.GetProperty("boxes").GetArrayLength()));
            Assert.Equal(
                found.Select(b => b.Box.LongestSideMm(expected.Grid)),
                label.GetProperty("boxes").EnumerateArray().Select(b => b.GetProperty("diameter_mm").GetDouble()), (a, b) => Math.Abs(a - b) < 1e-2);
        }

        Assert.True(boxes > 0);
    }

    [Fact]
    public async Task SeveralDetectorsAnswerTogetherAndASegmenterGivesBoxesToo()
    {
        var (model, segmenter) = (await DetectorAsync(), Path.Combine(await study.RunFolderAsync(), "finetune", "scratch"));

        var both = await PredictAsync($"{model},{model}", "scans/case1.nii", "both");
        Assert.True(both.ExitCode == 0, both.Errors);
        Assert.NotEmpty(DetectionJson.Read(Assert.Single(Directory.GetFiles(At("both")))));

        var components = await PredictAsync(segmenter, "scans/case1.nii", "components", "--format", "json");
        Assert.True(components.ExitCode == 0, components.Errors);
        Assert.NotEmpty(DetectionJson.Read(Assert.Single(Directory.GetFiles(At("components")))));
    }

    [Fact]
    public async Task WhatADetectorCannotDoIsRefused()
    {
        var model = await DetectorAsync();
        var request = new PredictionRequest { Models = model, Input = At("scans"), Output = At("refused") };
        await RefusesAsync(request with { Format = PredictionFormat.Nifti }, "--format nifti: a detector finds boxes, which label no voxel");
        await RefusesAsync(request with { Probabilities = true }, "no probability of a voxel");
        await RefusesAsync(request with { Confidence = true }, "no confidence in a voxel");
        await RefusesAsync(request with { LeastScore = 1.5 }, "--min-score: is no number from 0 to 1");
        var segmenter = Path.Combine(await study.RunFolderAsync(), "finetune", "scratch");
        await RefusesAsync(request with { Models = segmenter, LeastScore = 0.5 }, "labels of voxels have no score");
        await RefusesAsync(request with { Models = segmenter, Format = PredictionFormat.Json, Confidence = true }, "the format json holds boxes");
        await RefusesAsync(request with { Models = $"{model},{segmenter}" }, "holds a segmenter, not a detector");

        var unlike = await PredictAsync(model, "scans/case0.nii", "refused", "--modality", "CT", "--quiet");
        Assert.Equal(2, unlike.ExitCode);
        Assert.Contains("is CT, and the model learned from of unknown modality", Assert.Single(unlike.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("refused")));

        static async Task RefusesAsync(PredictionRequest request, string problem) => Assert.Contains(
            problem,
            (await Assert.ThrowsAsync<InputException>(
                () => new ScanPrediction(SilentProgress.Instance).RunAsync(request, TestContext.Current.CancellationToken))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task BoxesOfADicomScanBecomeSegmentsAndNoneLeavesNoObject()
    {
        var manifest = DetectorPackage.Open(await DetectorAsync()).Manifest;
        var folder = RealScans.Path("ci", "tumour_sts", "dicom", "STS_008", "MR_T1");
        Assert.Equal(0, (await MedMimProcess.RunAsync(study.Home, "ingest", folder, "--store", "mr-store")).ExitCode);
        var store = ScanStore.Open(At("mr-store"));
        var series = store.Series.Single();
        var scan = new ScanToPredict([store.Scan(series.Id)], series, Directory.GetFiles(Path.Combine(folder, "image")));
        var detector = new GivenBoxes(new(2.5, 9.5, 9.5, 5.5, 20.5, 30.5), new(4.5, 15.5, 15.5, 7.5, 40.5, 40.5));
        var request = new PredictionRequest { Models = "m", Input = "i", Output = At("given"), Format = PredictionFormat.DicomSeg };
        await using var model = new BoxScans(request, manifest, "sha256:0123456789abcdef", detector, study.Home);

        var (file, failure) = await model.WriteAsync(scan, TestContext.Current.CancellationToken);

        Assert.Null(failure);
        Assert.Equal(At($"given/{series.Id}.dcm"), file);
        Assert.Equal(3, DetectionJson.Read(At($"given/{series.Id}.json")).Count);
        await using var reader = new WorkerScanReader(new WorkerOptions { Count = 1 });
        Assert.Equal(["ball 1", "ball 2"], (await reader.ReadSegmentationAsync(file!, TestContext.Current.CancellationToken)).Segments.Select(s => s.Label));

        detector.Score = 0.3;
        (file, _) = await model.WriteAsync(scan, TestContext.Current.CancellationToken);

        Assert.Equal(At($"given/{series.Id}.json"), file);
        Assert.Equal([$"{series.Id}.json"], Directory.GetFiles(At("given")).Select(Path.GetFileName));
    }

    private string At(string name) => Path.Combine(study.Home, name);

    private Task<MedMimProcess.Result> PredictAsync(string model, string input, string output, params string[] options) =>
        MedMimProcess.RunAsync(study.Home, ["predict", model, input, output, .. options]);

    /// <summary>A detector of the study's balls.</summary>
    private async Task<string> DetectorAsync()
    {
        var (run, folder) = (await study.RunFolderAsync(), At("detector"));
        var prepared = PreparedDataset.Open(Path.Combine(run, "prepared"));
        string[] ids = [.. prepared.Cases.Select(c => c.Id)];
        new Detector(new()
        {
            Labels = [new(1, "ball")],
            PatchSize = new(16, 16, 16),
            Training = SegmenterOptions.Defaults(80) with { Optimizer = new() { LearningRate = 5e-3 } },
            Augmentation = AugmentationOptions.None,
            Seed = 3,
        }).Train(prepared, ids, [], new() { Folder = folder, Preparation = prepared.Plan, Inputs = ModelInputs.Of(prepared, ids) });
        return folder;
    }

    /// <summary>Finds the same two boxes in every scan, and one of low score.</summary>
    private sealed class GivenBoxes(Box3 first, Box3 second) : IScanDetector
    {
        public double Score { get; set; } = 0.8;

        public ScanDetections Predict(IPreparedSlices prepared, SourceRegion region, CancellationToken cancellation = default) => new(
            region.Original, [new(first, Score, 1), new(second, Score - 0.1, 1), new(second, 0.1, 1)]);

        public void Dispose()
        {
        }
    }
}
