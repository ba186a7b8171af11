using CsCheck;
using MedMim.Foundation.Randomness;
using MedMim.Models.Native;
using MedMim.Training.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.Training.Tests.Augmentation;

public sealed class SpatialAugmentationTests : TorchTests
{
    private const int Side = 25;
    private const byte Ignored = 255;
    private static readonly (double Z, double Y, double X) Cubic = (1, 1, 1);

    [Fact]
    public void NoMotionChangesNothing()
    {
        var crop = Ball();
        var still = Moved(crop, new(0, 0, 0, 1));
        Assert.Equal(0, (still.Image - crop.Image).abs().max().ToDouble(), 1e-5);
        AssertSame(crop, still with { Image = crop.Image });
        AssertSame(crop, new SpatialAugmentation(SpatialOptions.None).Apply(crop, [Cubic], Keys(1)));
    }

    [Fact]
    public void ALinearImageIsResampledExactly() =>
        Gen.Select(Gen.Double[-1, 1], Gen.Double[-1, 1], Gen.Double[-1, 1], Gen.Double[0.7, 1.4], Gen.Double[0.5, 3]).Sample(
            (a, b, c, scale, step) =>
            {
                using var scope = NewDisposeScope();
                var spacing = (Z: 2.0, Y: step, X: 1.0);
                var moved = Moved(Cube((z, y, x) => z - (2 * y) + (3 * x)), new(a, b, c, scale), spacing);
                var (image, present) = (moved.Image.data<float>().ToArray(), moved.Present.data<bool>().ToArray());
                Assert.Contains(true, present);
                for (var i = 0; i < image.Length; i++)
                {
                    var (z, y, x) = Source((i / (Side * Side)) - 12, (i / Side % Side) - 12, (i % Side) - 12);
                    var margin = 12.5 - Math.Max(Math.Abs(z - 12), Math.Max(Math.Abs(y - 12), Math.Abs(x - 12)));

                    // In the outer half of the outermost voxels, these stand for what is beyond.
                    Assert.True(margin < 0.5 || Math.Abs(image[i] - (z - (2 * y) + (3 * x))) < 2e-3, $"{image[i]} at {i}");
                    Assert.True(Math.Abs(margin) < 1e-4 || present[i] == margin > 0, $"{margin} at {i}");
                }

                // One rotation after the other, in millimetres, about z first.
                (double Z, double Y, double X) Source(double z, double y, double x)
                {
                    (z, y, x) = (z * spacing.Z, y * spacing.Y, x * spacing.X);
                    (x, y) = ((Math.Cos(c) * x) - (Math.Sin(c) * y), (Math.Sin(c) * x) + (Math.Cos(c) * y));
                    (z, x) = ((Math.Cos(b) * z) - (Math.Sin(b) * x), (Math.Sin(b) * z) + (Math.Cos(b) * x));
                    (y, z) = ((Math.Cos(a) * y) - (Math.Sin(a) * z), (Math.Sin(a) * y) + (Math.Cos(a) * z));
                    return (12 + (z / spacing.Z / scale), 12 + (y / spacing.Y / scale), 12 + (x / spacing.X / scale));
                }
            },
            iter: 10,
            threads: 1);

    [Fact]
    public void ImageAndLabelMoveTogether() =>
        Gen.Select(Gen.Double[-0.3, 0.3], Gen.Double[-0.3, 0.3], Gen.Double[0.8, 1.25]).Sample(
            (a, b, scale) =>
            {
                // The label is taken from the nearest voxel, which has an eighth of the weights of interpolation at least.
                using var scope = NewDisposeScope();
                var moved = Moved(Ball(), new(a, b, a - b, scale));
                var (image, label) = (moved.Image.data<float>().ToArray(), moved.Maps.data<byte>().ToArray());
                Assert.All(image.Zip(label), v => Assert.True(v.Second == 1 ? v.First >= 0.1249 : v.Second != 0 || v.First <= 0.8751, $"{v}"));
                Assert.InRange(label.Count(v => v == 1), 400, 2000);
            },
            iter: 10,
            threads: 1);

    [Fact]
    public void WhatTurnsInFromOutsideIsTheSmallestIntensityAndUnknownAndAbsent()
    {
        var crop = Cube((z, y, x) => z + y + x == 0 ? -2 : 3);
        crop = crop with { Maps = full([1, 2, Side, Side, Side], (byte)2, ScalarType.Byte), Outside = [0, Ignored] };

        var turned = Moved(crop, new(0, 0, Math.PI / 4, 1));

        var outside = turned.Maps.select(1, 1).eq(Ignored);
        Assert.True(outside[0, 12, 0, 0].ToBoolean());
        Assert.False(outside[0, 12, 12, 12].ToBoolean());
        Assert.True(outside.eq(turned.Present.select(1, 0).logical_not()).all().ToBoolean());
        Assert.True(turned.Image.select(1, 0).masked_select(outside).eq(-2).all().ToBoolean());
        Assert.True(turned.Maps.select(1, 0).eq(where(outside, zeros_like(outside), full_like(outside, true)).to(ScalarType.Byte) * 2).all().ToBoolean());
    }

    [Fact]
    public void AVoxelThatTakesAnythingFromPaddingIsAbsent() =>
        Gen.Select(Gen.Double[-0.5, 0.5], Gen.Double[-0.5, 0.5], Gen.Double[0.7, 1.4]).Sample(
            (a, b, scale) =>
            {
                using var scope = NewDisposeScope();
                var crop = Cube((_, _, x) => x < 10 ? -9 : 5);
                crop.Present[TensorIndex.Ellipsis, ..10] = tensor(false);
                var moved = Moved(crop, new(a, b, a * b, scale));
                var there = moved.Image.masked_select(moved.Present);
                Assert.True(there.numel() > 0);
                Assert.Equal(0, (there - 5).abs().max().ToDouble(), 1e-3);
            },
            iter: 10,
            threads: 1);

    [Fact]
    public void AQuarterTurnAboutZMovesXToYInMillimetres()
    {
        // One voxel at x = +6 from the centre, voxels of 1 × 3 mm (x, y): 6 mm along x are 6 voxels, along y they are 2.
        var turned = Moved(Cube((z, y, x) => (z, y, x) == (12, 12, 18) ? 1 : 0), new(0, 0, Math.PI / 2, 1), (1, 3, 1));
        Assert.Equal(1, turned.Image[0, 0, 12, 10, 12].ToSingle(), 1e-3);
    }

    [Fact]
    public void EachAxisIsMirroredByItselfAndAllTensorsAlike()
    {
        var image = arange(60, ScalarType.Float32).reshape(1, 1, 3, 4, 5);
        var crop = new CropBatch(image, image.remainder(2).eq(0), image.to(ScalarType.Byte), [Ignored]);
        var mirrored = new SpatialAugmentation(new() { RotationProbability = 0, ScaleProbability = 0 });
        var ways = new HashSet<string>();
        for (var step = 0; step < 64; step++)
        {
            var result = mirrored.Apply(crop, [Cubic], Keys(1, step));
            Assert.True(result.Image.eq(result.Maps).all().ToBoolean());
            Assert.True(result.Image.remainder(2).eq(0).eq(result.Present).all().ToBoolean());
            ways.Add(string.Join(' ', result.Image.data<float>()));
        }

        var expected = Enumerable.Range(0, 8).Select(way =>
        {
            long[] axes = [.. new long[] { 2, 3, 4 }.Where(a => (way >> (int)(a - 2)) % 2 == 1)];
            return string.Join(' ', (axes.Length == 0 ? image : image.flip(axes)).data<float>());
        });
        Assert.Equal(expected.Order(), ways.Order());
    }

    [Fact]
    public void ProbabilitiesAreTheirOwn()
    {
        var crop = Repeated(Ball(), 40);
        var spacing = Enumerable.Repeat(Cubic, 40).ToList();
        CropBatch Changed(SpatialOptions options) => new SpatialAugmentation(options).Apply(crop, spacing, Keys(40));
        double[] Volumes(CropBatch batch) => [.. batch.Maps.eq(1).sum([1, 2, 3, 4]).data<long>().Select(v => (double)v)];

        // Where only scaling happens, the ball's volume tells the factor.
        var ball = Volumes(crop)[0];
        var scales = Volumes(Changed(SpatialOptions.None with { ScaleProbability = 1 })).Select(v => Math.Cbrt(v / ball)).ToList();
        Assert.All(scales, s => Assert.InRange(s, 0.66, 1.45));
        Assert.InRange(scales.Count(s => s > 1), 10, 30);
        var turned = SpatialOptions.None with { RotationProbability = 1 };
        AssertSame(Changed(turned), Changed(turned with { SmallestScale = 0.5, LargestScale = 2 }));
        var some = Changed(SpatialOptions.None with { RotationProbability = 0.3 }).Image.ne(crop.Image).flatten(1).any(1);
        Assert.InRange(some.sum().ToInt64(), 4, 22);
    }

    [Fact]
    public void ACropIsChangedTheSameWhateverBatchItIsInAndWhateverThePrecision()
    {
        var random = new Generator(4);
        var image = randn([5, 2, 9, 12, 10], generator: random);
        var crops = new CropBatch(image, image.select(1, 0).unsqueeze(1) > -1, (image * 10).to(ScalarType.Byte), [0, Ignored]);
        var spacing = Enumerable.Range(1, 5).Select(i => (i * 0.5, 1.0, 2.0)).ToList();
        var augmentation = new SpatialAugmentation(new() { RotationProbability = 0.5, ScaleProbability = 0.5 });
        CropBatch whole;
        using (Autocast.BFloat16())
        {
            whole = augmentation.Apply(crops, spacing, Keys(5));
        }

        Assert.Equal(ScalarType.Float32, whole.Image.dtype);
        foreach (var (from, count) in new[] { (0, 2), (2, 3), (4, 1) })
        {
            CropBatch Part(CropBatch batch) => batch with
            {
                Image = batch.Image.narrow(0, from, count), Present = batch.Present.narrow(0, from, count), Maps = batch.Maps.narrow(0, from, count),
            };
            AssertSame(Part(whole), augmentation.Apply(Part(crops), spacing[from..(from + count)], Keys(5)[from..(from + count)]));
        }
    }

    private static CropBatch Moved(CropBatch crop, CropMotion motion, (double Z, double Y, double X)? spacing = null) =>
        SpatialAugmentation.Move(crop, [motion], [spacing ?? Cubic]);

    private static CropBatch Ball() => Cube((z, y, x) => Math.Sqrt(Sq(z - 12) + Sq(y - 14) + Sq(x - 12)) <= 6 ? 1 : 0);

    private static CropBatch Cube(Func<int, int, int, float> value)
    {
        var voxels = Enumerable.Range(0, Side * Side * Side).Select(i => value(i / (Side * Side), i / Side % Side, i % Side)).ToArray();
        var image = tensor(voxels).reshape(1, 1, Side, Side, Side);
        return new(image, ones_like(image, ScalarType.Bool), image.eq(1).to(ScalarType.Byte), [Ignored]);
    }

    private static CropBatch Repeated(CropBatch crop, int n) =>
        crop with { Image = crop.Image.repeat(n, 1, 1, 1, 1), Present = crop.Present.repeat(n, 1, 1, 1, 1), Maps = crop.Maps.repeat(n, 1, 1, 1, 1) };

    private static StreamKey[] Keys(int n, int step = 0) => [.. Enumerable.Range(0, n).Select(i => new StreamKey(1, "test", 0, step, i))];

    private static void AssertSame(CropBatch expected, CropBatch actual)
    {
        Assert.True(expected.Image.eq(actual.Image).all().ToBoolean());
        Assert.True(expected.Present.eq(actual.Present).all().ToBoolean());
        Assert.True(expected.Maps.eq(actual.Maps).all().ToBoolean());
    }

    private static double Sq(double value) => value * value;
}
