using System.Text.Json;
using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Augmentation;
using MedMim.FineTuning.Inference;
using MedMim.FineTuning.Packages;
using MedMim.FineTuning.Segmentation;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Tests.Segmentation;

/// <summary>Segmenters whose input has several channels.</summary>
public sealed class ChannelSegmenterTests : TorchTests
{
    [Fact]
    public void LearnsFromTheChannelThatShowsTheBall()
    {
        using var folder = new TemporaryFolder();
        var cases = new MemoryCases([.. Blobs.Cases(6, new(20, 20, 20)).All.Select(WithNoiseFirst)]);
        var options = SegmenterTests.Options with
        {
            Channels = [new("noise", null, ["n*"]), new("image", "MR", [])],
            Training = SegmenterOptions.Defaults(60) with { Optimizer = new() { LearningRate = 5e-3 } },
            Augmentation = AugmentationOptions.None,
        };

        var model = new Segmenter(options).Train(cases, SegmenterTests.Ids(cases)[..4], SegmenterTests.Ids(cases)[4..], SegmenterTests.RunIn(folder) with { InitialWeights = SegmenterTests.Pretrained(folder) });

        var last = JsonDocument.Parse(File.ReadAllLines(folder.File("validation.jsonl"))[^1]).RootElement;
        Assert.True(last.GetProperty("dice_1").GetDouble() > 0.8, last.ToString());
        Assert.Contains("adapted", File.ReadAllText(Path.Combine(model.Folder, "load-report.json")), StringComparison.OrdinalIgnoreCase);
        var package = ModelPackage.Open(model.Folder);
        Assert.Equal(options.Channels.Select(c => c.Text), package.Manifest.Options.Channels.Select(c => c.Text));
        using var predictor = Predictor.Open(package);
        var volume = cases.Load("case-05");
        var region = new SourceRegion(volume.Case.Geometry, AxisOrder.Identity, VoxelBox.Whole(volume.Case.Geometry.Size));
        var swapped = volume with { Image = volume.Others[0], Others = [volume.Image] };
        Assert.InRange(predictor.Predict(volume, region, TestContext.Current.CancellationToken).Voxels.Count(v => v == 1), 60, 700);
        Assert.NotEqual(
            predictor.Predict(volume, region, TestContext.Current.CancellationToken).Voxels,
            predictor.Predict(swapped, region, TestContext.Current.CancellationToken).Voxels);
        var lacking = Assert.Throws<InputException>(() => predictor.Predict(volume with { Others = [] }, region, TestContext.Current.CancellationToken));
        Assert.Contains("1 of the 2 channels", lacking.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACaseThatLacksAChannelIsNamed()
    {
        var cases = Blobs.Cases(3, new(20, 20, 20));
        var e = Assert.Throws<InputException>(() => SegmentationCases.Check(cases, SegmenterTests.Ids(cases), [], new LabelMap(SegmenterTests.Options.Labels), channels: 2));
        Assert.Equal(("case case-00", "has 1 of the 2 channels"), (e.Subject, e.Problem));
    }

    private static PreparedVolume WithNoiseFirst(PreparedVolume volume, int index)
    {
        var random = new RandomStream(new StreamKey(5, "test.noise", Sample: index));
        return volume with
        {
            Case = volume.Case with { OtherDigests = ["other"] },
            Image = volume.Image.ToArray().Select(_ => (float)random.NextGaussian()).ToArray(),
            Others = [volume.Image],
        };
    }
}
