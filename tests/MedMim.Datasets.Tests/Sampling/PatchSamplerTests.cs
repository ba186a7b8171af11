using CsCheck;
using MedMim.Datasets.Preparation;
using MedMim.Datasets.Sampling;
using MedMim.Datasets.Store;
using MedMim.Datasets.Tests.Fakes;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tests.Sampling;

public class PatchSamplerTests
{
    private static readonly Gen<GridSize> Sizes = Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 9])
        .Select((z, y, x) => new GridSize(z, y, x));

    [Fact]
    public void EveryVoxelOfACropIsTheVolumesOrPadding() =>
        Gen.Select(Sizes, Sizes, Gen.ULong).Sample((volumeSize, patchSize, seed) =>
        {
            var label = Enumerable.Range(0, (int)volumeSize.Count).Select(i => (byte)(i % 3)).ToArray();
            var volume = PreparedVolumes.Ramp(volumeSize, label);
            var patch = new PatchSampler(new() { PatchSize = patchSize, ForegroundProbability = 0.5 })
                .Sample(volume, Stream(seed));
            for (var z = 0; z < patchSize.Z; z++)
            {
                for (var y = 0; y < patchSize.Y; y++)
                {
                    for (var x = 0; x < patchSize.X; x++)
                    {
                        AssertVoxel(volume, patch, z, y, x);
                    }
                }
            }
        }, iter: 300);

    [Fact]
    public void PositionsAreUniformWhereTheVolumeIsLarger()
    {
        var volume = PreparedVolumes.Ramp(new(1, 1, 7));
        var sampler = new PatchSampler(new() { PatchSize = new(1, 1, 4) });
        var counts = new int[4];
        for (var i = 0; i < 4000; i++)
        {
            counts[sampler.Sample(volume, Stream((ulong)i)).Start.X]++;
        }

        Assert.All(counts, c => Assert.InRange(c, 850, 1150)); // 1000 ± 5.5 deviations
    }

    [Fact]
    public void ForegroundCropsHoldTheLabelInTheirMiddleHalf()
    {
        var size = new GridSize(20, 20, 20);
        var label = new byte[size.Count];
        label[size.Offset(10, 9, 11)] = 2;
        var volume = PreparedVolumes.Ramp(size, label);
        var sampler = new PatchSampler(new() { PatchSize = new(8, 8, 8), ForegroundProbability = 1 });
        for (var i = 0; i < 200; i++)
        {
            var patch = sampler.Sample(volume, Stream((ulong)i));
            Assert.InRange(10 - patch.Start.Z, 2, 5);
            Assert.InRange(9 - patch.Start.Y, 2, 5);
            Assert.InRange(11 - patch.Start.X, 2, 5);
        }
    }

    [Fact]
    public void ClassesAreDrawnEquallyOftenHoweverSmall()
    {
        var size = new GridSize(30, 30, 30);
        var label = new byte[size.Count];
        Array.Fill(label, (byte)1, 0, 20000);
        label[size.Offset(29, 29, 29)] = 2;
        var sampler = new PatchSampler(new() { PatchSize = new(2, 2, 2), ForegroundProbability = 1 });
        var volume = PreparedVolumes.Ramp(size, label);
        var small = Enumerable.Range(0, 1000).Count(i => sampler.Sample(volume, Stream((ulong)i)).Label!.Contains((byte)2));
        Assert.InRange(small, 420, 580); // 500 ± 5 deviations
    }

    [Fact]
    public void CropsWithoutTissueAreDrawnAgain()
    {
        var size = new GridSize(4, 4, 64);
        var tissue = new byte[size.Count];
        for (var i = 0; i < tissue.Length; i++)
        {
            tissue[i] = (byte)(i % 64 >= 48 ? TissueClass.Boundary : TissueClass.Air);
        }

        var volume = PreparedVolumes.Ramp(size, tissue: tissue);
        var sampler = new PatchSampler(new() { PatchSize = new(4, 4, 8), MinimumTissueFraction = 0.5, MaximumTries = 200 });
        for (var i = 0; i < 100; i++)
        {
            var patch = sampler.Sample(volume, Stream((ulong)i));
            Assert.True(patch.Tissue.Count(t => t == (byte)TissueClass.Boundary) >= patch.Tissue.Length / 2);
        }
    }

    [Fact]
    public void TheSameStreamGivesTheSameCrop()
    {
        var volume = PreparedVolumes.Ramp(new(12, 13, 14));
        var sampler = new PatchSampler(new() { PatchSize = new(5, 5, 5) });
        var other = new PatchSampler(new() { PatchSize = new(5, 5, 5) });
        Assert.Equal(sampler.Sample(volume, Stream(7)).Image, other.Sample(volume, Stream(7)).Image);
        Assert.NotEqual(sampler.Sample(volume, Stream(7)).Start, sampler.Sample(volume, Stream(8)).Start);
    }

    [Theory]
    [InlineData(0, 0.3, 0)]
    [InlineData(4, 1.1, 0)]
    [InlineData(4, 0.3, -0.1)]
    [InlineData(4, double.NaN, 0)]
    public void OptionsOutOfRangeAreRefused(int edge, double foreground, double tissue) =>
        Assert.ThrowsAny<ArgumentOutOfRangeException>(() => new PatchSampler(new()
        {
            PatchSize = new(edge, 4, 4), ForegroundProbability = foreground, MinimumTissueFraction = tissue,
        }));

    private static RandomStream Stream(ulong seed) => new(new StreamKey(seed, "test"));

    private static void AssertVoxel(PreparedVolume volume, Patch patch, int z, int y, int x)
    {
        var size = volume.Case.Geometry.Size;
        var (vz, vy, vx) = (z + patch.Start.Z, y + patch.Start.Y, x + patch.Start.X);
        var inside = vz >= 0 && vz < size.Z && vy >= 0 && vy < size.Y && vx >= 0 && vx < size.X;
        var i = (int)patch.Size.Offset(z, y, x);
        Assert.Equal(inside ? 1 : 0, patch.Present[i]);
        Assert.Equal(inside ? size.Offset(vz, vy, vx) : 0, patch.Image[i]);
        Assert.Equal(inside ? (byte)(size.Offset(vz, vy, vx) % 3) : (byte)255, patch.Label![i]);
        Assert.Equal(inside ? TissueClass.Tissue : TissueClass.Air, (TissueClass)patch.Tissue[i]);
    }

    [Fact]
    public void ChannelsAreCutAtOnePlaceAndPaddedWithTheirOwnMinimum()
    {
        var ramp = PreparedVolumes.Ramp(new(4, 5, 6));
        var volume = ramp with { Others = [ramp.Image.ToArray().Select(v => 1000 - v).ToArray()] };
        var patch = PatchCropper.Crop(volume, (-1, 2, 3), new(3, 4, 5), channels: 2);
        var one = PatchCropper.Crop(volume, (-1, 2, 3), new(3, 4, 5));
        Assert.Equal(one.Image, patch.Image[..60]);
        Assert.Equal(one.Image.Zip(one.Present, (v, there) => there == 1 ? 1000 - v : 1000 - 119), patch.Image[60..]);
        Assert.Equal(one.Present, patch.Present);
    }
}
