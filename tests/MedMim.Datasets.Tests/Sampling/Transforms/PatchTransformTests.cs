using MedMim.Datasets.Sampling;
using MedMim.Datasets.Sampling.Transforms;
using MedMim.Datasets.Tests.Fakes;
using MedMim.Foundation.Randomness;

namespace MedMim.Datasets.Tests.Sampling.Transforms;

public class PatchTransformTests
{
    [Fact]
    public void MirroringMovesEveryArrayAlike()
    {
        var outcomes = new HashSet<(float, float, float)>();
        for (var seed = 0UL; seed < 64; seed++)
        {
            var label = Enumerable.Range(0, 60).Select(i => (byte)i).ToArray();
            var patch = new Mirroring().Apply(Whole(label), Stream(seed));
            Assert.Equal(patch.Image.Select(v => (byte)v), patch.Label!);
            Assert.Equal(Enumerable.Range(0, 60).Select(i => (float)i), patch.Image.Order());
            outcomes.Add((patch.Image[0], patch.Image[4], patch.Image[59]));
        }

        Assert.Equal(8, outcomes.Count); // the eight ways to mirror along three axes
    }

    [Fact]
    public void EachAxisIsReversedOnItsOwn()
    {
        var ways = Enumerable.Range(0, 64).Select(s => string.Join(' ', new Mirroring().Apply(Whole(null), Stream((ulong)s)).Image)).ToHashSet();
        for (var way = 0; way < 8; way++)
        {
            var (flipZ, flipY, flipX) = ((way & 4) != 0, (way & 2) != 0, (way & 1) != 0);
            var expected = Enumerable.Range(0, 60).Select(i => (Z: i / 20, Y: i / 5 % 4, X: i % 5))
                .Select(v => ((flipZ ? 2 - v.Z : v.Z) * 20) + ((flipY ? 3 - v.Y : v.Y) * 5) + (flipX ? 4 - v.X : v.X));
            Assert.Contains(string.Join(' ', expected), ways);
        }

        Assert.All(Enumerable.Range(0, 9), s => Assert.Equal(
            Whole(null).Image, new Mirroring(0).Apply(Whole(null), Stream((ulong)s)).Image));
    }

    [Fact]
    public void ScalingIsOneLineForTheWholeCropAndLeavesPadding()
    {
        var patch = Whole(null);
        patch.Present[7] = 0;
        new IntensityScaling(1, 0.25).Apply(patch, Stream(3));
        var offset = patch.Image[0];
        var factor = patch.Image[1] - offset;
        Assert.InRange(offset, -0.25, 0.25);
        Assert.InRange(factor, 0.8, 1.25);
        Assert.Equal(7, patch.Image[7]);
        Assert.Equal(offset + (59 * factor), patch.Image[59], 3);
        Assert.Equal(Whole(null).Image, new IntensityScaling(0, 0.25).Apply(Whole(null), Stream(3)).Image);
    }

    [Fact]
    public void NoiseHasTheStatedDeviation()
    {
        var patch = PatchCropper.Crop(PreparedVolumes.Ramp(new(20, 20, 20)), (0, 0, 0), new(20, 20, 20));
        var before = patch.Image.ToArray();
        new GaussianNoise(1, 1).Apply(patch, Stream(1));
        var drawn = Stream(1);
        drawn.NextDouble();
        var deviation = drawn.NextDouble(0, 1);
        var difference = patch.Image.Zip(before, (a, b) => (double)a - b).ToArray();
        Assert.Equal(deviation, Math.Sqrt(difference.Average(d => d * d)), deviation * 0.05);
        Assert.Equal(before, new GaussianNoise(0, 1).Apply(patch with { Image = [.. before] }, Stream(1)).Image);
    }

    private static Patch Whole(byte[]? label) => PatchCropper.Crop(PreparedVolumes.Ramp(new(3, 4, 5), label), (0, 0, 0), new(3, 4, 5));

    private static RandomStream Stream(ulong seed) => new(new StreamKey(seed, "test"));
}
