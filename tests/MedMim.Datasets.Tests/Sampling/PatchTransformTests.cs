using MedMim.Datasets.Sampling;
using MedMim.Datasets.Tests.Fakes;
using MedMim.Foundation.Randomness;

namespace MedMim.Datasets.Tests.Sampling;

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
    public void MirroringAlongOneAxisReversesItAlone()
    {
        var patches = Enumerable.Range(0, 32).Select(s => new Mirroring(false, false, true).Apply(Whole(null), Stream((ulong)s)).Image).ToArray();
        Assert.All(patches, p => Assert.Contains(p[..5], new[] { new float[] { 0, 1, 2, 3, 4 }, [4, 3, 2, 1, 0] }));
        Assert.Contains(patches, p => p[0] == 4);
    }

    [Fact]
    public void ScalingIsOneLineForTheWholeCropAndLeavesPadding()
    {
        var patch = Whole(null);
        patch.Present[7] = 0;
        new IntensityScaling(0.2, 0.5).Apply(patch, Stream(3));
        var offset = patch.Image[0];
        var factor = patch.Image[1] - offset;
        Assert.InRange(offset, -0.5, 0.5);
        Assert.InRange(factor, 0.8, 1.2);
        Assert.Equal(7, patch.Image[7]);
        Assert.Equal(offset + (59 * factor), patch.Image[59], 3);
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
