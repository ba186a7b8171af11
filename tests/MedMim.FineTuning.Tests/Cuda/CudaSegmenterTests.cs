using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Augmentation;
using MedMim.FineTuning.Detection;
using MedMim.FineTuning.Inference;
using MedMim.FineTuning.Packages;
using MedMim.FineTuning.Segmentation;
using MedMim.FineTuning.Tests.Segmentation;
using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;
using MedMim.Training.Devices;
using MedMim.Training.Options;
using TorchSharp;

namespace MedMim.FineTuning.Tests.Cuda;

/// <summary>Segmenters and detectors that are trained and used on a GPU.</summary>
public sealed class CudaSegmenterTests : TorchTests
{
    private static readonly ComputeDevice Device = ComputeDevice.Parse(Gpu.Name);

    [Theory]
    [InlineData("resenc-tiny", Precision.Float32)]
    [InlineData("resenc-tiny", Precision.BFloat16)]
    [InlineData("primus-tiny", Precision.BFloat16)]
    public void A_segmenter_learns_on_it_and_predicts_the_same_on_the_processor(string encoder, Precision precision)
    {
        Gpu.Require();
        using var folder = new TemporaryFolder();
        var cases = Blobs.Cases(6, new(20, 20, 20));
        var options = SegmenterTests.Options with
        {
            Encoder = encoder,
            Training = SegmenterOptions.Defaults(80) with { Optimizer = new() { LearningRate = 5e-3 }, Precision = precision },
        };
        var package = new Segmenter(options).Train(cases, SegmenterTests.Ids(cases)[..4], [], SegmenterTests.RunIn(folder) with { Device = Device });
        var scan = cases.Load("case-05");
        var (here, there) = (Predict(package, scan, ComputeDevice.Cpu), Predict(package, scan, Device));
        Assert.InRange(here.Zip(there).Count(p => p.First != p.Second), 0, 2);
        var truth = scan.Label!.Value.ToArray();
        var (both, sum) = (there.Zip(truth).Count(p => p is (1, 1)), there.Count(v => v == 1) + truth.Count(v => v == 1));
        Assert.True(2.0 * both / sum > 0.7, $"Dice {2.0 * both / sum}");
    }

    [Theory]
    [InlineData(Precision.Float32)]
    [InlineData(Precision.BFloat16)]
    public void A_stopped_run_ends_with_the_bytes_of_one_that_was_not(Precision precision)
    {
        Gpu.Require();
        using var whole = new TemporaryFolder();
        using var stopped = new TemporaryFolder();
        var cases = Blobs.Cases(4, new(20, 20, 20));
        var options = SegmenterTests.Options with { Training = SegmenterTests.Options.Training with { Precision = precision } };
        var (train, validation) = (SegmenterTests.Ids(cases)[1..], SegmenterTests.Ids(cases)[..1]);
        new Segmenter(options).Train(cases, train, validation, SegmenterTests.RunIn(whole) with { Device = Device });
        using (var cancellation = new CancellationTokenSource())
        {
            var run = SegmenterTests.RunIn(stopped) with { Device = Device, Progress = new StopAfter(3, cancellation) };
            Assert.Throws<OperationCanceledException>(() => new Segmenter(options).Train(cases, train, validation, run, cancellation.Token));
        }

        new Segmenter(options).Train(cases, train, validation, SegmenterTests.RunIn(stopped) with { Device = Device });
        foreach (var name in new[] { "model.safetensors", "log.jsonl", "validation.jsonl" })
        {
            Assert.Equal(File.ReadAllBytes(whole.File(name)), File.ReadAllBytes(stopped.File(name)));
        }
    }

    [Fact]
    public void A_detector_learns_on_it_and_finds_the_same_on_the_processor()
    {
        Gpu.Require();
        using var folder = new TemporaryFolder();
        var cases = Blobs.Cases(6, new(24, 20, 20));
        var options = new DetectorOptions
        {
            Labels = [new(1, "ball")], PatchSize = new(24, 24, 24), Seed = 3, Augmentation = AugmentationOptions.None,
            Training = SegmenterOptions.Defaults(80) with { Optimizer = new() { LearningRate = 5e-3 } },
        };
        var package = new Detector(options).Train(
            cases, SegmenterTests.Ids(cases)[..5], ["case-05"], SegmenterTests.RunIn(folder) with { Device = Device });
        var scan = cases.Load("case-05");
        var truth = Assert.Single(LabelledObjects.OfLabels(scan.Label!.Value.Span, scan.Case.Geometry.Size)).Box;
        using var there = DetectorPredictor.Open(new([package]), new() { Mirror = true }, Device);
        using var here = DetectorPredictor.Open(new([package]), new() { Mirror = true });
        var (gpu, cpu) = (Find(there), Find(here));
        Assert.True(BoxOverlap.IoU(truth, gpu.Box) > 0.3, $"{truth} {gpu}");
        Assert.True(BoxOverlap.IoU(cpu.Box, gpu.Box) > 0.95, $"{cpu} {gpu}");
        Assert.Equal(cpu.Score, gpu.Score, 0.01);

        ScoredBox Find(DetectorPredictor predictor) =>
            predictor.Predict(new MemorySlices(scan), SourceRegion.Whole(scan.Case.Geometry)).Boxes[0];
    }

    private static byte[] Predict(ModelPackage package, PreparedVolume scan, ComputeDevice device)
    {
        using var network = package.CreateNetwork().to(device.Open());
        return new SlidingWindow(network, package.Manifest.PatchSize, new() { Mirror = true }).Classes(scan);
    }
}
