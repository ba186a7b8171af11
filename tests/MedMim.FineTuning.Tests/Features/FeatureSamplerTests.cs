using CsCheck;
using MedMim.FineTuning.Features;
using MedMim.FineTuning.Tests.Inference;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Tests.Features;

public sealed class FeatureSamplerTests : TorchTests
{
    private static readonly GridSize Patch = new(8, 6, 10);
    private static readonly GridSize Size = new(19, 13, 7);

    // In every window that sees it, a place has the same features, so their weighted mean is exact.
    [Fact]
    public void A_voxelwise_encoder_gives_each_voxel_its_own_value() => Gen.Select(Gen.Int[1, 21], Gen.Int[1, 21], Gen.Int[1, 21]).Sample(
        (z, y, x) =>
        {
            using var scope = NewDisposeScope();
            var size = new GridSize(z, y, x);
            var volume = Blobs.Case("a", 3, size);
            VolumePoint[] points = [.. Enumerable.Range(0, (int)size.Count).Select(i => new VolumePoint(i / (y * x), i / x % y, i % x))];

            var features = Sampler(i => cat([i, 2 * i], 1), Patch).Sample(volume, points);

            Assert.All(volume.Image.ToArray().Select((v, i) => (v, i)), p => Assert.Equal(p.v, features[2 * p.i], 1e-4f));
            Assert.All(volume.Image.ToArray().Select((v, i) => (v, i)), p => Assert.Equal(2 * p.v, features[(2 * p.i) + 1], 1e-4f));
        },
        iter: 20,
        threads: 1);

    // Means of 2×2×2 voxels stand in the middle of them: where the image is linear, so is what is read between them.
    [Fact]
    public void Coarse_maps_are_interpolated_between_the_middles_of_their_cells()
    {
        var size = new GridSize(16, 16, 16);
        var ramp = MemoryCases.Volume("ramp", size, [.. Enumerable.Range(0, 4096).Select(i => (i / 256) + (10 * (i / 16 % 16)) + (100f * (i % 16)))], null);
        VolumePoint[] points = [new(7, 7, 7), new(4, 9, 6), new(5.25, 8.5, 7.75)];

        var features = Sampler(i => nn.functional.avg_pool3d(i, [2, 2, 2]), size).Sample(ramp, points);

        Assert.All(points.Zip(features), p => Assert.Equal(p.First.Z + (10 * p.First.Y) + (100 * p.First.X), p.Second, 1e-3));
    }

    [Fact]
    public void Levels_are_put_one_after_the_other()
    {
        using var encoder = FrozenEncoder.Random("resenc-tiny", new(16, 16, 16), 1);
        Assert.Equal([12, 24, 48, 96], encoder.Channels);
        var volume = Blobs.Case("a", 1, Size);
        VolumePoint[] points = [new(3, 4, 5), new(18, 12, 6)];
        var all = new FeatureSampler(encoder).Sample(volume, points);
        var some = new FeatureSampler(encoder, [4, 1]);

        Assert.Equal(108, some.Count);
        var sampled = some.Sample(volume, points);
        Assert.Equal(all[..12], sampled[..12]);
        Assert.Equal(all[84..180], sampled[12..108]);
        Assert.Equal(all[180..192], sampled[108..120]);
        Assert.All(new int[][] { [], [0], [5], [1, 1] }, l => Assert.Throws<InputException>(() => new FeatureSampler(encoder, l)));
    }

    [Fact]
    public void A_transformers_tokens_are_one_level()
    {
        using var encoder = FrozenEncoder.Random("primus-tiny", new(16, 16, 16), 1);
        Assert.Equal([192], encoder.Channels);
        var volume = Blobs.Case("a", 1, Size);
        var first = new FeatureSampler(encoder).Sample(volume, [new(0, 0, 0), new(18, 12, 6)]);
        Assert.Equal(first, new FeatureSampler(encoder).Sample(volume, [new(0, 0, 0), new(18, 12, 6)]));
        Assert.NotEqual(first[..192], first[192..]);
    }

    [Fact]
    public void A_place_outside_is_a_fault_of_the_caller() =>
        Assert.Throws<InvalidOperationException>(() => Sampler(i => i, Patch).Sample(Blobs.Case("a", 1, Size), [new(30, 0, 0)]));

    private static FeatureSampler Sampler(Func<Tensor, Tensor> function, GridSize patch) =>
        new(new FrozenEncoder(new FixedNetwork(1, function), patch, null));
}
