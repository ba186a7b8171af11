using CsCheck;
using MedMim.FineTuning.Augmentation;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Tests.Augmentation;

public sealed class PatchAugmenterTests : TorchTests
{
    private static readonly Vector3 Spacing = new(1, 1, 1);

    [Fact]
    public void NoneChangesNothing()
    {
        var (image, label) = Sample();
        var (sameImage, sameLabel) = new PatchAugmenter(AugmentationOptions.None).Apply(image, label, Spacing, Stream(0));

        Assert.True(image.allclose(sameImage, 0, 0));
        Assert.Equal(label.data<byte>().ToArray(), sameLabel.data<byte>().ToArray());
    }

    [Fact]
    public void ImageAndLabelMoveTogether() =>
        Gen.Int[0, 1000].Sample(
            sample =>
            {
                // The label is where the image is bright: so it must be afterwards, but for voxels at the ball's
                // border.
                using var scope = NewDisposeScope();
                var (image, label) = Sample();
                var options = new AugmentationOptions { AffineProbability = 1, IntensityProbability = 0, NoiseProbability = 0 };
                var (moved, movedLabel) = new PatchAugmenter(options).Apply(image, label, Spacing, Stream(sample));
                var labelled = movedLabel.eq(1);
                var bright = moved.gt(0.5);
                Assert.True(labelled.logical_xor(bright).sum().ToInt64() <= 0.08 * labelled.sum().ToInt64() + 20);
                Assert.InRange(labelled.sum().ToInt64(), 400, 2000);
            },
            iter: 30,
            threads: 1);

    [Fact]
    public void WhatTurnsInFromOutsideIsIgnored()
    {
        var (image, _) = Sample();
        var label = ones([24, 24, 24], ScalarType.Byte);
        var (_, turned) = new RandomAffine(0, 0, Math.PI / 4, 1).Apply(image, label, Spacing);

        Assert.Equal(255, turned[12, 0, 0].ToByte());
        Assert.Equal(1, turned[12, 12, 12].ToByte());
        Assert.All(turned.data<byte>().ToArray(), v => Assert.True(v is 1 or 255));
    }

    [Fact]
    public void AQuarterTurnAboutZMovesXToY()
    {
        // One voxel at x = +8 from the centre; sampling at R·p, so it appears where R·p = (8, 0): a quarter turn back.
        var image = zeros(25, 25, 25);
        image[12, 12, 20] = 1;
        var (turned, _) = new RandomAffine(0, 0, Math.PI / 2, 1).Apply(image, zeros([25, 25, 25], ScalarType.Byte), Spacing);

        Assert.Equal(1, turned[12, 4, 12].ToSingle(), 1e-3);
    }

    [Fact]
    public void RotationsAreRigidInThePatient()
    {
        // Voxels of 1 × 3 mm (x, y): 6 mm along x are 6 voxels, along y they are 2.
        var image = zeros(25, 25, 25);
        image[12, 12, 18] = 1;
        var (turned, _) = new RandomAffine(0, 0, Math.PI / 2, 1)
            .Apply(image, zeros([25, 25, 25], ScalarType.Byte), new Vector3(1, 3, 1));

        Assert.Equal(1, turned[12, 10, 12].ToSingle(), 1e-3);
    }

    [Fact]
    public void TheStreamDecides()
    {
        var (image, label) = Sample();
        var augmenter = new PatchAugmenter(new AugmentationOptions { AffineProbability = 1, NoiseProbability = 1 });
        var first = augmenter.Apply(image, label, Spacing, Stream(5)).Image;

        Assert.True(first.allclose(augmenter.Apply(image, label, Spacing, Stream(5)).Image, 0, 0));
        Assert.False(first.allclose(augmenter.Apply(image, label, Spacing, Stream(6)).Image));
    }

    private static (Tensor Image, Tensor Label) Sample()
    {
        var axis = arange(24, ScalarType.Float32) - 11.5;
        var distance = (axis.reshape(-1, 1, 1).square() + (axis - 2).reshape(1, -1, 1).square() + axis.reshape(1, 1, -1).square()).sqrt();
        var label = distance.le(6).to(ScalarType.Byte);
        return (label.to(ScalarType.Float32), label);
    }

    private static RandomStream Stream(int sample) => new(new StreamKey(1, "test.augment", Sample: sample));
}
