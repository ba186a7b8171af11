using CsCheck;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Randomness;
using MedMim.Models.Native;
using MedMim.Training.Augmentation;
using MedMim.Training.Augmentation.Intensities;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.Training.Tests.Augmentation;

public sealed class IntensityAugmentationTests : TorchTests
{
    private static readonly IntensityOptions Always = new()
    {
        NoiseProbability = 1,
        BlurProbability = 1,
        BrightnessProbability = 1,
        ContrastProbability = 1,
        LowResolutionProbability = 1,
        GammaProbability = 1,
        InvertedGammaProbability = 1,
    };

    [Fact]
    public void NoneChangesNothing()
    {
        var image = Noise(2, 1);
        Assert.True(Same(image, new IntensityAugmentation(IntensityOptions.None).Apply(image, Everywhere(image), Keys(2))));
    }

    [Fact]
    public void ACropIsChangedTheSameWhateverBatchItIsInAndWhateverThePrecision()
    {
        var image = Noise(5, 2);
        var present = rand([5, 1, 9, 12, 10]) > 0.1;
        present[3] = tensor(true);
        foreach (var options in new[] { Always, new() { NoiseProbability = 0.5, BlurProbability = 0.5, GammaProbability = 0.5, ContrastProbability = 0.5 } })
        {
            var augmentation = new IntensityAugmentation(options);
            Tensor whole;
            using (Autocast.BFloat16())
            {
                whole = augmentation.Apply(image, present, Keys(5));
            }

            Assert.Equal(ScalarType.Float32, whole.dtype);
            foreach (var (from, count) in new[] { (0, 2), (2, 3), (3, 1) })
            {
                var part = augmentation.Apply(image.narrow(0, from, count), present.narrow(0, from, count), Keys(5)[from..(from + count)]);
                Assert.True(Same(whole.narrow(0, from, count), part));
            }
        }
    }

    [Fact]
    public void AbsentVoxelsKeepTheirValueAndTellNothing() =>
        Gen.ULong.Sample(
            seed =>
            {
                using var scope = NewDisposeScope();
                manual_seed((long)(seed >> 1));
                var image = Noise(2, 1);
                var present = rand([2, 1, 9, 12, 10]) > 0.3;

                // Blur and resampling reach across the border; the others must not see what lies beyond.
                var augmentation = new IntensityAugmentation(Always with { BlurProbability = 0, LowResolutionProbability = 0 });
                var changed = augmentation.Apply(image, present, Keys(2));
                var other = augmentation.Apply(where(present, image, full_like(image, 77)), present, Keys(2));

                Assert.True(Same(changed.masked_select(present), other.masked_select(present)));
                Assert.True(changed.isfinite().all().ToBoolean());
                foreach (var (before, after) in new[] { (image, changed), (image, new IntensityAugmentation(Always).Apply(image, present, Keys(2))) })
                {
                    Assert.True(Same(before.masked_select(present.logical_not()), after.masked_select(present.logical_not())));
                    Assert.False(Same(before, after));
                }
            },
            iter: 10,
            threads: 1);

    [Fact]
    public void EveryChangeHappensAsOftenAsAskedAndFlatOrAbsentCropsStayFinite()
    {
        var image = Noise(200, 1)[.., .., ..4, ..4, ..4];
        var flat = zeros_like(image);
        foreach (var only in new Func<double, IntensityOptions>[]
        {
            p => IntensityOptions.None with { NoiseProbability = p }, p => IntensityOptions.None with { BlurProbability = p },
            p => IntensityOptions.None with { BrightnessProbability = p }, p => IntensityOptions.None with { ContrastProbability = p },
            p => IntensityOptions.None with { LowResolutionProbability = p, LowResolutionScale = new(0.5, 0.6) },
            p => IntensityOptions.None with { GammaProbability = p }, p => IntensityOptions.None with { InvertedGammaProbability = p },
        })
        {
            var changed = new IntensityAugmentation(only(0.3)).Apply(image, Everywhere(image), Keys(200));
            Assert.InRange(changed.ne(image).flatten(1).any(1).sum().ToInt64(), 35, 85);
            var still = new IntensityAugmentation(only(1)).Apply(flat[..2], Everywhere(flat[..2]), Keys(2));
            Assert.True(still.isfinite().all().ToBoolean());
            Assert.True(Same(image[..2], new IntensityAugmentation(only(1)).Apply(image[..2], zeros([2, 1, 4, 4, 4], ScalarType.Bool), Keys(2))));
        }
    }

    [Fact]
    public void NoiseHasTheDrawnDeviation()
    {
        var image = zeros([3, 1, 20, 20, 20]);
        var noise = new GaussianNoise(0.4).Apply(image, null, Streams(3));
        for (var row = 0; row < 3; row++)
        {
            var deviation = Streams(3)[row].NextDouble(0, 0.4);
            Assert.Equal(deviation, noise[row].std().ToDouble(), 0.05 * deviation);
            Assert.Equal(0, noise[row].mean().ToDouble(), 0.05 * deviation);
        }
    }

    [Fact]
    public void BlurSpreadsAVoxelAsTheGaussianDoes()
    {
        const double sigma = 0.8;
        var image = zeros([1, 1, 11, 11, 11]);
        image[0, 0, 5, 5, 5] = 1;

        var blurred = new GaussianBlur(new(sigma, sigma)).Apply(image, null, Streams(1));

        double[] weights = [.. Enumerable.Range(-3, 7).Select(i => Math.Exp(-i * i / (2 * sigma * sigma)))];
        double Weight(int distance) => weights[distance + 3] / weights.Sum();
        Assert.Equal(Weight(1) * Weight(0) * Weight(-2), blurred[0, 0, 6, 5, 3].ToDouble(), 1e-6);
        Assert.Equal(1, blurred.sum().ToDouble(), 1e-5);
        Assert.Equal(7 * 7 * 7, blurred.ne(0).sum().ToInt64());
        var flat = full([1, 1, 4, 2, 3], 2.5f);
        Assert.Equal(0, (new GaussianBlur(new(0.5, 3)).Apply(flat, null, Streams(1)) - flat).abs().max().ToDouble(), 1e-5);
    }

    [Fact]
    public void BrightnessIsAFactorARow()
    {
        var image = Noise(40, 1);
        var ratio = (new Brightness(new(0.75, 1.25)).Apply(image, null, Streams(40)) / image).flatten(1);
        Assert.Equal(0, (ratio.amax(1) - ratio.amin(1)).max().ToDouble(), 1e-5);
        Assert.InRange(ratio.min().ToDouble(), 0.75, 0.85);
        Assert.InRange(ratio.max().ToDouble(), 1.15, 1.25);
        Assert.InRange(ratio[.., 0].gt(1).sum().ToInt64(), 10, 30);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    public void ContrastScalesAboutTheMeanWithinTheRange(double factor)
    {
        var image = tensor(new float[] { 0, 1, 2, 9 }).reshape(1, 1, 1, 2, 2);
        float[] expected = [.. new[] { 0, 1, 2, 9.0 }.Select(v => (float)Math.Clamp(3 + (factor * (v - 3)), 0, 9))];
        Assert.Equal(expected, new Contrast(new(factor, factor)).Apply(image, null, Streams(1)).data<float>().ToArray());
    }

    [Fact]
    public void LowResolutionKeepsWhatIsConstantAndFadesWhatIsFine()
    {
        var fine = (arange(16).remainder(2).to(ScalarType.Float32) * 2 - 1).expand(1, 1, 16, 16, 16).contiguous();
        var coarse = new LowResolution(new(0.5, 0.5)).Apply(fine, null, Streams(1));
        Assert.Equal(fine.shape, coarse.shape);
        Assert.True(coarse.eq(coarse[0, 0, 0, 0, 0]).all().ToBoolean());
        Assert.True(Same(fine, new LowResolution(new(1, 1)).Apply(fine, null, Streams(1))));
        Assert.Equal([1, 1, 1, 1, 3], new LowResolution(new(0.05, 0.05)).Apply(ones([1, 1, 1, 1, 3]), null, Streams(1)).shape);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void GammaBendsAndKeepsMeanAndDeviation(bool inverted)
    {
        var image = Noise(2, 1);
        var bent = new GammaCorrection(new(2, 2), inverted).Apply(image, null, Streams(2));
        for (var row = 0; row < 2; row++)
        {
            Assert.Equal(image[row].mean().ToDouble(), bent[row].mean().ToDouble(), 1e-5);
            Assert.Equal(image[row].std().ToDouble(), bent[row].std().ToDouble(), 1e-5);

            // ((x − min)/range)², standardised, is what a square of the distance from the smallest (or largest) intensity gives.
            var distance = inverted ? image[row].max() - image[row] : image[row] - image[row].min();
            var square = inverted ? -distance.square() : distance.square();
            var expected = ((square - square.mean()) / square.std() * image[row].std()) + image[row].mean();
            Assert.Equal(0, (expected - bent[row]).abs().max().ToDouble(), 1e-4);
        }

        Assert.Equal(0, (new GammaCorrection(new(1, 1), inverted).Apply(image, null, Streams(2)) - image).abs().max().ToDouble(), 1e-5);
    }

    [Fact]
    public void FactorsAreInTheirRangeAndHalfOfThemBelowOne() =>
        Gen.Select(Gen.Double[0.2, 1], Gen.Double[1, 4], Gen.Int[0, 99]).Sample(
            (low, high, seed) =>
            {
                var random = new RandomStream(new((ulong)seed, "test"));
                var factors = Enumerable.Range(0, 200).Select(_ => RandomFactor.Draw(new(low, high), random)).ToList();
                Assert.All(factors, f => Assert.InRange(f, low, high));
                Assert.True(low > 0.999 || high < 1.001 || factors.Count(f => f < 1) is > 60 and < 140);
            },
            iter: 20,
            threads: 1);

    [Fact]
    public void WhatIsOutOfRangeIsRefusedByName()
    {
        foreach (var (name, options) in new (string, IntensityOptions)[]
        {
            ("intensities.noise_probability", new() { NoiseProbability = 1.5 }),
            ("intensities.blur_probability", new() { BlurProbability = double.NaN }),
            ("intensities.noise_deviation", new() { NoiseDeviation = -1 }),
            ("intensities.blur_deviation[0]", new() { BlurDeviation = new(0, 1) }),
            ("intensities.gamma[1]", new() { Gamma = new(1.5, 0.7) }),
            ("intensities.low_resolution_scale[1]", new() { LowResolutionScale = new(0.5, 1.5) }),
            ("intensities.contrast_factor[1]", new() { ContrastFactor = new(1, 101) }),
        })
        {
            Assert.Contains(name, Assert.Throws<InputException>(options.Validate).Message, StringComparison.Ordinal);
        }

        new IntensityOptions().Validate();
        IntensityOptions.None.Validate();
        new SpatialOptions().Validate();
        Assert.Contains(
            "mirror_probability",
            Assert.Throws<InputException>((SpatialOptions.None with { MirrorProbability = -1 }).Validate).Message, StringComparison.Ordinal);
    }

    private static bool Same(Tensor a, Tensor b) => a.shape.SequenceEqual(b.shape) && a.eq(b).all().ToBoolean();

    private static Tensor Noise(int n, int channels) => randn([n, channels, 9, 12, 10], generator: new Generator(7));

    private static Tensor Everywhere(Tensor image) => ones([image.shape[0], 1, .. image.shape[2..]], ScalarType.Bool);

    private static StreamKey[] Keys(int n) => [.. Enumerable.Range(0, n).Select(i => new StreamKey(1, "test", 0, 3, i))];

    private static RandomStream[] Streams(int n) => [.. Keys(n).Select(k => new RandomStream(k))];
}
