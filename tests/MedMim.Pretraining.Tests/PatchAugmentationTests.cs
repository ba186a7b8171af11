using MedMim.Datasets.Sampling;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;
using MedMim.Training.Augmentation;

namespace MedMim.Pretraining.Tests;

public sealed class PatchAugmentationTests
{
    [Fact]
    public void NoneHandsOnThePatches()
    {
        Patch[] patches = [Patch(labelled: true)];
        Assert.Same(patches, new PatchAugmentation(SpatialOptions.None).Apply(patches, Keys(1)));
    }

    [Fact]
    public void EverythingOfAPatchMovesTogetherWhetherItIsLabelledOrNot()
    {
        Patch[] patches = [Patch(labelled: true), Patch(labelled: false), Patch(labelled: true)];
        var changed = new PatchAugmentation(SpatialOptions.None with { MirrorProbability = 0.5 }).Apply(patches, Keys(3));

        Assert.Equal([true, false, true], changed.Select(p => p.Label is not null));
        Assert.All(changed, p => Assert.Equal(p.Image.Select(v => (byte)v), p.Tissue));
        Assert.All(changed, p => Assert.Equal(p.Image.Select(v => (byte)(v % 2)), p.Present));
        Assert.Equal(changed[0].Image.Select(v => (byte)(v + 1)), changed[0].Label!);
        Assert.NotEqual(changed[0].Image, changed[2].Image);
        Assert.All(changed, p => Assert.Equal(patches[0].Image.Order(), p.Image.Order()));
    }

    [Fact]
    public void WhatTurnsInIsAirAndIgnored()
    {
        var turned = new PatchAugmentation(SpatialOptions.None with { ScaleProbability = 1, SmallestScale = 0.5, LargestScale = 0.5 })
            .Apply([Patch(labelled: true)], Keys(1))[0];
        Assert.Equal((0f, 0, 255, 0), (turned.Image[0], turned.Tissue[0], turned.Label![0], turned.Present[0]));
    }

    private static Patch Patch(bool labelled)
    {
        var numbers = Enumerable.Range(0, 60).ToArray();
        byte[] Bytes(Func<int, int> value) => [.. numbers.Select(i => (byte)value(i))];
        return new(
            "case", default, VolumeGeometry.Identity(new(3, 4, 5), new(1, 1, 1)), [.. numbers.Select(i => (float)i)], Bytes(i => i),
            labelled ? Bytes(i => i + 1) : null, Bytes(i => i % 2));
    }

    private static StreamKey[] Keys(int n) => [.. Enumerable.Range(0, n).Select(i => new StreamKey(5, "test", 0, 0, i))];
}
