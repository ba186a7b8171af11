using CsCheck;
using MedMim.Datasets.Sampling;
using MedMim.Datasets.Sampling.Transforms;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tests.Sampling.Transforms;

public class MotionTests
{
    private const int Side = 25;

    [Fact]
    public void NoMotionChangesNothing()
    {
        var patch = Ball();
        var same = new Motion(0, 0, 0, 1).Apply(patch);
        Assert.Equal(patch.Image, same.Image);
        Assert.Equal(patch.Label, same.Label);
        Assert.Equal(patch.Present, same.Present);
        Assert.Same(patch, new RandomMotion(0, 180, 1).Apply(patch, Stream(1)));
    }

    [Fact]
    public void ImageAndLabelMoveTogether() =>
        Gen.Int[0, 1000].Sample(
            sample =>
            {
                // The label is taken from the nearest voxel, which has an eighth of the weights of interpolation at least.
                var moved = new RandomMotion(1, 15, 0.2).Apply(Ball(), Stream(sample));
                var labelled = moved.Label!.Count(v => v == 1);
                Assert.All(
                    moved.Image.Zip(moved.Label!),
                    v => Assert.True(v.Second == 1 ? v.First >= 0.1249 : v.Second != 0 || v.First <= 0.8751, $"{v}"));
                Assert.InRange(labelled, 400, 2000);
            },
            iter: 30,
            threads: 1);

    [Fact]
    public void WhatTurnsInFromOutsideIsAsPadding()
    {
        var patch = Cube((_, _, _) => 3, spacing: new(1, 1, 1));
        patch.Image[0] = -2;
        patch.Tissue.AsSpan().Fill(2);
        patch.Label.AsSpan().Fill(1);
        var turned = new Motion(0, 0, Math.PI / 4, 1).Apply(patch);

        var outside = Enumerable.Range(0, turned.Image.Length).Where(i => turned.Label![i] == 255).ToList();
        Assert.Contains(At(12, 0, 0), outside);
        Assert.Equal(1, turned.Label![At(12, 12, 12)]);
        Assert.All(outside, i => Assert.Equal((-2f, 0, 0), (turned.Image[i], turned.Tissue[i], turned.Present[i])));
        Assert.All(Enumerable.Range(0, turned.Image.Length).Except(outside), i => Assert.Equal((2, 1, 1), (turned.Tissue[i], turned.Label[i], turned.Present[i])));
    }

    [Fact]
    public void AQuarterTurnAboutZMovesXToY()
    {
        // One voxel at x = +8 from the centre; sampling at R·p, so it appears where R·p = (8, 0): a quarter turn back.
        var turned = new Motion(0, 0, Math.PI / 2, 1).Apply(Cube((z, y, x) => (z, y, x) == (12, 12, 20) ? 1 : 0, new(1, 1, 1)));
        Assert.Equal(1, turned.Image[At(12, 4, 12)], 1e-3);
    }

    [Fact]
    public void RotationsAreRigidInThePatient()
    {
        // Voxels of 1 × 3 mm (x, y): 6 mm along x are 6 voxels, along y they are 2.
        var turned = new Motion(0, 0, Math.PI / 2, 1).Apply(Cube((z, y, x) => (z, y, x) == (12, 12, 18) ? 1 : 0, new(1, 3, 1)));
        Assert.Equal(1, turned.Image[At(12, 10, 12)], 1e-3);
    }

    [Fact]
    public void ALinearRampIsResampledExactly()
    {
        var turned = new Motion(0, 0, 0, 2).Apply(Cube((z, y, x) => z + (10 * y) + (100 * x), new(1, 1, 1)));
        Assert.Equal(12 + 120 + 1200 + (0.5 * (1 - 20 + 300)), turned.Image[At(13, 10, 15)], 1e-3);
    }

    [Fact]
    public void AVoxelThatTakesAnythingFromPaddingIsAbsent()
    {
        var patch = Cube((_, _, x) => x < 10 ? -9 : 5, new(1, 1, 1));
        for (var i = 0; i < patch.Present.Length; i++)
        {
            patch.Present[i] = (byte)(i % Side < 10 ? 0 : 1);
        }

        Gen.Select(Gen.Double[-0.5, 0.5], Gen.Double[-0.5, 0.5], Gen.Double[0.7, 1.4]).Sample(
            (a, b, zoom) =>
            {
                var moved = new Motion(a, b, a * b, zoom).Apply(patch);
                Assert.Contains((byte)1, moved.Present);
                Assert.All(moved.Image.Zip(moved.Present), v => Assert.True(v.Second == 0 || v.First == 5, $"{v}"));
            },
            iter: 10,
            threads: 1);
    }

    [Fact]
    public void ScalesStayInTheirRangeAndProbabilitiesAreTheirOwn()
    {
        // Where only scaling happens, the ball's volume tells the factor.
        var ball = Ball().Label!.Count(v => v == 1);
        var scales = Enumerable.Range(0, 60).Select(
            i => Math.Cbrt(new RotationAndScaling(0, 30, 1, 0.7, 1.4).Apply(Ball(), Stream(i)).Label!.Count(v => v == 1) / (double)ball)).ToList();
        Assert.All(scales, s => Assert.InRange(s, 0.66, 1.45));
        Assert.InRange(scales.Count(s => s > 1), 20, 40);

        var still = Ball();
        Assert.Same(still, new RotationAndScaling(0, 30, 0, 0.7, 1.4).Apply(still, Stream(1)));
        Assert.Equal(
            new RotationAndScaling(1, 30, 0, 0.7, 1.4).Apply(Ball(), Stream(1)).Image,
            new RotationAndScaling(1, 30, 0, 0.5, 2).Apply(Ball(), Stream(1)).Image);
        Assert.InRange(
            Enumerable.Range(0, 500).Count(i => !ReferenceEquals(still, new RotationAndScaling(0.2, 30, 0, 0.7, 1.4).Apply(still, Stream(i)))), 65, 135);
    }

    [Fact]
    public void TheStreamDecides()
    {
        var motion = new RandomMotion(1, 15, 0.2);
        Assert.Equal(motion.Apply(Ball(), Stream(5)).Image, motion.Apply(Ball(), Stream(5)).Image);
        Assert.NotEqual(motion.Apply(Ball(), Stream(5)).Image, motion.Apply(Ball(), Stream(6)).Image);
    }

    private static Patch Ball() => Cube((z, y, x) => Math.Sqrt(Sq(z - 12) + Sq(y - 14) + Sq(x - 12)) <= 6 ? 1 : 0, new(1, 1, 1));

    private static Patch Cube(Func<int, int, int, float> value, Vector3 spacing)
    {
        var image = Enumerable.Range(0, Side * Side * Side).Select(i => value(i / (Side * Side), i / Side % Side, i % Side)).ToArray();
        return new(
            "case", default, VolumeGeometry.Identity(new(Side, Side, Side), spacing), image, new byte[image.Length],
            Array.ConvertAll(image, v => v == 1 ? (byte)1 : (byte)0), [.. Enumerable.Repeat((byte)1, image.Length)]);
    }

    private static double Sq(double value) => value * value;

    private static int At(int z, int y, int x) => (((z * Side) + y) * Side) + x;

    private static RandomStream Stream(int sample) => new(new StreamKey(1, "test.motion", Sample: sample));
}
