using MedMim.FineTuning.Augmentation;
using MedMim.FineTuning.Losses;
using MedMim.FineTuning.Segmentation;
using MedMim.Imaging.Volumes;
using MedMim.Training.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Tests.Augmentation;

public sealed class BatchAugmentationTests : TorchTests
{
    [Fact]
    public void NoneHandsOnWhatWasCut()
    {
        var batch = Batch(new(20, 20, 20), 1);
        var (image, label) = new BatchAugmentation(AugmentationOptions.None).Apply(batch, CPU);
        Assert.Equal(batch.Patches.SelectMany(p => p.Image), image.data<float>().ToArray());
        Assert.Equal(batch.Classes.SelectMany(c => c), label.data<byte>().ToArray());
    }

    [Fact]
    public void ABatchIsChangedTheSameEveryTimeAndEachPatchInItsOwnWay()
    {
        var (first, again, other) = (Batch(new(20, 20, 20), 1), Batch(new(20, 20, 20), 1), Batch(new(20, 20, 20), 2));
        var always = new BatchAugmentation(new() { Spatial = new() { RotationProbability = 1 }, Intensity = new() { GammaProbability = 1 } });
        var (image, label) = always.Apply(first, CPU);
        Assert.True(image.eq(always.Apply(again, CPU).Image).all().ToBoolean());
        Assert.True(label.eq(always.Apply(again, CPU).Label).all().ToBoolean());
        Assert.False(image.eq(always.Apply(other, CPU).Image).all().ToBoolean());
        Assert.Equal(4, first.Keys.Distinct().Count());
    }

    [Fact]
    public void PaddingOfASmallScanIsIgnoredAndKeepsItsIntensityHoweverItIsChanged()
    {
        // Scans of 9 voxels a side in patches of 16, noise and gamma on every patch.
        var options = new AugmentationOptions
        {
            Spatial = SpatialOptions.None with { MirrorProbability = 0.5 },
            Intensity = new() { NoiseProbability = 1, GammaProbability = 1, BrightnessProbability = 1 },
        };
        var batch = Batch(new(9, 9, 9), 1);
        var (image, label) = new BatchAugmentation(options).Apply(batch, CPU);
        Assert.Equal(4 * ((16 * 16 * 16) - (9 * 9 * 9)), label.eq(DiceCrossEntropyLoss.Ignored).sum().ToInt64());
        for (var i = 0; i < 4; i++)
        {
            var padding = image[i, 0].masked_select(label[i].eq(DiceCrossEntropyLoss.Ignored));
            Assert.True(padding.eq(batch.Patches[i].Image.Min()).all().ToBoolean());
        }
    }

    private static SegmentationBatch Batch(GridSize scan, long step)
    {
        var cases = Blobs.Cases(4, scan);
        var options = new SegmenterOptions
        {
            Labels = [new(1, "ball")], PatchSize = new(16, 16, 16), BatchSize = 4, Training = SegmenterOptions.Defaults(6),
        };
        var ids = cases.Cases.Select(c => c.Id).ToList();
        return new SegmentationBatches(options, SegmentationCases.Check(cases, ids, [], new LabelMap(options.Labels))).At(step);
    }
}
