using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Augmentation;
using MedMim.FineTuning.Detection;
using MedMim.FineTuning.Packages;
using MedMim.FineTuning.Segmentation;
using MedMim.FineTuning.Tests.Segmentation;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;
using MedMim.Models.Networks;
using MedMim.Models.Weights;
using MedMim.Training.Initialisation;

namespace MedMim.FineTuning.Tests.Detection;

public sealed class DetectorTests : TorchTests
{
    private static readonly DetectorOptions Options = new()
    {
        Labels = [new(1, "ball")],
        PatchSize = new(16, 16, 16),
        Training = SegmenterOptions.Defaults(4),
        Seed = 3,
    };

    [Fact]
    public void FindsABall()
    {
        using var folder = new TemporaryFolder();
        var cases = Blobs.Cases(6, new(24, 20, 20));
        var options = Options with
        {
            PatchSize = new(24, 24, 24),
            Training = SegmenterOptions.Defaults(80) with { Optimizer = new() { LearningRate = 5e-3 } },
            Augmentation = AugmentationOptions.None,
        };

        var package = new Detector(options).Train(cases, Ids(cases)[..5], ["case-05"], SegmenterTests.RunIn(folder));

        Assert.Equal("""{"step":79,"ap10":1,"ap10_1":1}""", Assert.Single(File.ReadAllLines(folder.File("validation.jsonl"))));
        Assert.Equal((5, 1), (package.Manifest.Provenance.TrainingCases, package.Manifest.Provenance.ValidationCases));
        var scan = cases.Load("case-05");
        using var predictor = DetectorPredictor.Open(new([package]));
        var found = predictor.Predict(new MemorySlices(scan), SourceRegion.Whole(scan.Case.Geometry));
        var truth = Assert.Single(LabelledObjects.OfLabels(scan.Label!.Value.Span, scan.Case.Geometry.Size)).Box;
        Assert.True(BoxOverlap.IoU(truth, found.Boxes[0].Box) > 0.3, $"{truth} {found.Boxes[0]}");
        Assert.Equal(1, found.Boxes[0].Label);

        using var mirrored = DetectorPredictor.Open(new([package, package]), new() { Mirror = true });
        Assert.True(BoxOverlap.IoU(truth, mirrored.Predict(new MemorySlices(scan), SourceRegion.Whole(scan.Case.Geometry)).Boxes[0].Box) > 0.3);
    }

    [Fact]
    public void AStoppedRunEndsWithTheBytesOfOneThatWasNot()
    {
        using var whole = new TemporaryFolder();
        using var stopped = new TemporaryFolder();
        var cases = Blobs.Cases(3, new(20, 20, 20));
        var options = Options with { ValidateEvery = 2 };
        new Detector(options).Train(cases, Ids(cases)[1..], ["case-00"], SegmenterTests.RunIn(whole));
        using (var cancellation = new CancellationTokenSource())
        {
            var run = SegmenterTests.RunIn(stopped) with { Progress = new StopAfter(2, cancellation), Readers = 3 };
            Assert.Throws<OperationCanceledException>(() => new Detector(options).Train(cases, Ids(cases)[1..], ["case-00"], run, cancellation.Token));
            Assert.False(DetectorPackage.Exists(stopped.Root));
        }

        new Detector(options).Train(cases, Ids(cases)[1..], ["case-00"], SegmenterTests.RunIn(stopped) with { Readers = 0 });

        foreach (var name in new[] { "model.safetensors", "detector.json", "load-report.json", "log.jsonl", "validation.jsonl", "MODEL_CARD.md" })
        {
            Assert.Equal(File.ReadAllBytes(whole.File(name)), File.ReadAllBytes(stopped.File(name)));
        }

        Assert.False(Directory.Exists(whole.File("checkpoints")));
        Assert.Equal(["1", "3"], File.ReadAllLines(whole.File("validation.jsonl")).Select(l => l["{\"step\":".Length..][..1]));
        Assert.Throws<InputException>(() => new Detector(options with { Seed = 4 }).Train(cases, Ids(cases), [], SegmenterTests.RunIn(whole)));
        Assert.Contains("a detector", Assert.Throws<InputException>(() => ModelPackage.Open(whole.Root)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralChannelsAreTakenAndALackingOneIsSaid()
    {
        using var folder = new TemporaryFolder();
        var one = Blobs.Cases(2, new(20, 20, 20));
        var cases = new MemoryCases([.. one.All.Select(v => v with { Case = v.Case with { OtherDigests = ["other"] }, Others = [v.Image] })]);
        var options = Options with { Channels = [new("t1", "MR", []), new("t2", "MR", ["*t2*"])], Training = SegmenterOptions.Defaults(2) };
        Assert.Throws<InputException>(() => new Detector(options).Train(one, Ids(one), [], SegmenterTests.RunIn(folder)));

        new Detector(options).Train(cases, Ids(cases), [], SegmenterTests.RunIn(folder));

        using var predictor = DetectorPredictor.Open(DetectorEnsemble.Of([folder.Root]));
        var region = new SourceRegion(cases.Cases[0].Geometry, AxisOrder.Identity, VoxelBox.Whole(new(20, 20, 20)));
        _ = predictor.Predict(new MemorySlices(cases.Load(Ids(cases)[0])), region, TestContext.Current.CancellationToken);
        var lacking = Assert.Throws<InputException>(() => predictor.Predict(new MemorySlices(one.Load(Ids(one)[0])), region, TestContext.Current.CancellationToken));
        Assert.Contains("1 of the 2 channels", lacking.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LesionsThatTouchAreTwoWhereTheyAreNumbered()
    {
        using var folder = new TemporaryFolder();
        var size = new GridSize(16, 16, 16);
        var numbers = new byte[size.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            var (z, y, x) = (i / 256, i / 16 % 16, i % 16);
            numbers[i] = z is >= 4 and < 12 && y is >= 4 and < 10 && x is >= 2 and < 14 ? (byte)(x < 8 ? 254 : 7) : (byte)0;
        }

        var anchors = new AnchorGrid(size, Options.Network, new([.. Options.Network.Levels.Select(_ => new AnchorSize[] { new(8, 6, 6), new(4, 4, 4), new(12, 12, 12) })], 1, 1));
        using var label = TorchSharp.torch.tensor(numbers).reshape(1, 16, 16, 16);
        Assert.Equal(
            [new Box3(3.5, 3.5, 7.5, 11.5, 9.5, 13.5), new(3.5, 3.5, 1.5, 11.5, 9.5, 7.5)],
            DetectionTargets.Of(label, anchors, instances: true).Lesions[0].Select(l => l.Box));
        Assert.All(DetectionTargets.Of(label, anchors, instances: true).Lesions[0], l => Assert.Equal(0, l.Class));
        Assert.Single(DetectionTargets.Of(label.ne(0).to(TorchSharp.torch.uint8), anchors).Lesions[0]);

        var options = Options with { Instances = true, Training = SegmenterOptions.Defaults(1) };
        var cases = new MemoryCases([MemoryCases.Volume("a", size, [.. numbers.Select(n => n > 0 ? 1f : 0f)], numbers)]);
        Assert.Equal(2, new Detector(options).Train(cases, ["a"], [], SegmenterTests.RunIn(folder)).Manifest.Anchors.Boxes);
        Assert.Throws<InputException>(() => (options with { Labels = [new(1, "a"), new(2, "b")] }).Validate());
    }

    [Fact]
    public void PretrainedWeightsLoadIntoEncoderAndDecoder()
    {
        using var folder = new TemporaryFolder();
        using var pretrained = new ResEncUNet(EncoderPresets.Options("resenc-tiny", 1));
        SeededWeights.Fill(pretrained, 99);
        SafetensorsWriter.Write(folder.File("encoder.safetensors"), pretrained.state_dict());
        using var network = new Models.Networks.Detection.RetinaUNet(Models.Networks.Detection.RetinaUNetOptions.Of("resenc-tiny", 1, 3));

        var report = InitialWeights.Fill(network, 3, folder.File("encoder.safetensors"));

        var wanted = pretrained.state_dict().Keys.Count(k => network.TransferPrefixes.Any(p => k.StartsWith(p, StringComparison.Ordinal)));
        Assert.Equal(wanted, report.Entries.Count(e => e.Status == LoadStatus.Loaded));
        Assert.Contains(report.Entries, e => e is { Name: "classifier.output.weight", Status: LoadStatus.Skipped });
    }

    [Fact]
    public void CasesWithoutALesionAndSegmentersAreRefused()
    {
        using var folder = new TemporaryFolder();
        var size = new GridSize(16, 16, 16);
        var empty = new MemoryCases([MemoryCases.Volume("a", size, new float[size.Count], new byte[size.Count])]);
        var crumb = new byte[size.Count];
        crumb[77] = 1;

        Assert.Throws<InputException>(() => new Detector(Options).Train(empty, ["a"], [], SegmenterTests.RunIn(folder)));
        var failure = Assert.Throws<InputException>(() => new Detector(Options).Train(
            new MemoryCases([MemoryCases.Volume("a", size, new float[size.Count], crumb)]), ["a"], [], SegmenterTests.RunIn(folder)));
        Assert.Contains("no lesion", failure.Message, StringComparison.Ordinal);

        File.WriteAllText(folder.File("model.json"), "{}");
        Assert.Contains("segmenter", Assert.Throws<InputException>(() => DetectorPackage.Open(folder.Root)).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => DetectorPackage.Open(folder.File("nowhere")));
        Assert.Throws<InputException>(() => (Options with { AnchorsPerCell = 0 }).Validate());
        Assert.Throws<InputException>(() => (Options with { Encoder = "primus-tiny" }).Validate());
    }

    private static string[] Ids(MemoryCases cases) => [.. cases.Cases.Select(c => c.Id)];
}
