using System.ComponentModel;
using CsCheck;
using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Inference;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Tests.Inference;

/// <summary>Sums where the networks lie, on the processor here, against those of the host.</summary>
public sealed class TensorSumsTests : TorchTests
{
    private static readonly GridSize Patch = new(8, 6, 10);

    private static readonly Gen<GridSize> Sizes = Gen.Select(Gen.Int[1, 25], Gen.Int[1, 16], Gen.Int[1, 22], (z, y, x) => new GridSize(z, y, x));

    private static readonly Gen<SlidingWindowOptions> Options = Gen.Select(
        Gen.Int[1, 5], Gen.Bool, Gen.Double[0.2, 1],
        (batch, mirror, step) => new SlidingWindowOptions { BatchSize = batch, Mirror = mirror && step > 0.5, Step = step });

    [Fact]
    public void Probabilities_and_classes_are_those_of_the_host() =>
        Gen.Select(Sizes, Options, Gen.Int[2, 5], Gen.Int[1, 2]).Sample(
            (size, options, classes, count) =>
            {
                using var scope = NewDisposeScope();
                FixedNetwork[] networks = [.. Enumerable.Range(0, count).Select(i => Network(classes, i))];
                var volume = Noise(size);
                var host = GatheredSlabs.Of(new SlidingWindow(networks, Patch, options), volume);

                var result = GatheredSlabs.Of(new SlidingWindow(networks, Patch, options) { WorksOnDevice = true }, volume);

                Assert.Equal(host.shape, result.shape);
                Assert.True((result - host).abs().max().ToDouble() < 1e-5);
                var best = host.topk(2, 0).values;
                var isPlain = (best[0] - best[1]) > 2e-5;
                Assert.False((result.argmax(0).ne(host.argmax(0)) & isPlain).any().ToBoolean());
            },
            iter: 40,
            threads: 1);

    [Fact]
    public void A_constant_network_gives_its_constant_everywhere() =>
        Gen.Select(Sizes, Options).Sample(
            (size, options) =>
            {
                using var scope = NewDisposeScope();
                var logits = tensor(new float[] { 0.3f, -1, 2 });
                var network = new FixedNetwork(3, i => logits.reshape(1, 3, 1, 1, 1).expand(i.shape[0], 3, i.shape[2], i.shape[3], i.shape[4]));

                var result = GatheredSlabs.Of(new SlidingWindow(network, Patch, options) { WorksOnDevice = true }, Noise(size));

                Assert.True((result - logits.softmax(0).reshape(3, 1, 1, 1)).abs().max().ToDouble() < 1e-6);
            },
            iter: 25,
            threads: 1);

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_single_logit_that_is_not_finite_is_told(float value)
    {
        // One voxel of one window, in the last class.
        var windows = 0;
        var network = new FixedNetwork(3, x =>
        {
            var logits = zeros([x.shape[0], 3, .. x.shape[2..]]);
            if (windows++ == 4)
            {
                logits[^1, 2, 3, 1, 2] = value;
            }

            return logits;
        });

        var error = Assert.Throws<InputException>(() => GatheredSlabs.Of(
            new SlidingWindow(network, Patch, new() { BatchSize = 2 }) { WorksOnDevice = true }, Noise(new(20, 11, 13))));
        Assert.Contains("not finite", error.Message);
    }

    [Fact]
    public void Stops_between_batches()
    {
        using var stop = new CancellationTokenSource();
        var network = new FixedNetwork(2, x =>
        {
            stop.Cancel();
            return cat([x, -x], 1);
        });
        var window = new SlidingWindow(network, Patch, new() { BatchSize = 2 }) { WorksOnDevice = true };

        Assert.Throws<OperationCanceledException>(() => window.Classes(Noise(new(20, 11, 13)), stop.Token));
        Assert.Single(network.Shapes);
    }

    [Fact]
    public void No_tensor_is_left_behind_and_none_lives_longer_than_its_batch()
    {
        using var network = Network(3, 0);
        var volume = Noise(new(60, 7, 11));
        var window = new SlidingWindow(network, Patch, new() { Mirror = true, BatchSize = 2 }) { WorksOnDevice = true };
        var live = new LiveTensors();
        window.Classes(volume);
        var before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        window.Run(new MemorySlices(volume), live);

        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(60, live.Counts.Count);
        Assert.True(live.Counts.Max() - live.Counts.Min() <= 1, string.Join(' ', live.Counts));
    }

    [Fact]
    public void An_error_leaves_no_tensor_behind()
    {
        using var network = new FixedNetwork(2, x => cat([x, x * float.NaN], 1));
        var window = new SlidingWindow(network, Patch, new() { Mirror = true }) { WorksOnDevice = true };
        var volume = Noise(new(9, 9, 9));
        Assert.Throws<InputException>(() => window.Classes(volume));
        var before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        Assert.Throws<InputException>(() => window.Classes(volume));

        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Memory_that_was_granted_before_is_there_again_but_a_reserve_is_left()
    {
        const long gigabyte = 1L << 30;
        var room = new DeviceRoom();
        Assert.False(room.Fits(null, 1, 0));
        Assert.True(room.Fits(8 * gigabyte, 5 * gigabyte, gigabyte));
        Assert.False(room.Fits(8 * gigabyte, (5 * gigabyte) + 1, gigabyte));

        Assert.NotNull(room.Make(CPU, 5 * gigabyte, 0, () => "made"));

        Assert.True(room.Fits(3 * gigabyte, 5 * gigabyte, gigabyte));
        Assert.False(room.Fits(2 * gigabyte, 5 * gigabyte, gigabyte));
    }

    /// <remarks>What libtorch throws is an ExternalException; so is this one.</remarks>
    [Fact]
    public void An_allocation_that_fails_is_no_error_and_any_other_failure_is()
    {
        var room = new DeviceRoom();
        Assert.Null(room.Make<string>(CPU, 1, 0, () => throw new Win32Exception(2, "CUDA out of memory. Tried to allocate 3 GiB.")));
        Assert.Throws<Win32Exception>(() => room.Make<string>(CPU, 1, 0, () => throw new Win32Exception(2, "CUDA error: illegal access")));
    }

    private static FixedNetwork Network(int classes, int seed)
    {
        manual_seed(7 + seed);
        var first = nn.Conv3d(1, classes, 3, padding: 1L);
        return new FixedNetwork(classes, x => 3 * first.forward(x));
    }

    private static PreparedVolume Noise(GridSize size)
    {
        var random = new Foundation.Randomness.RandomStream(new(3, "test.sums", Sample: (int)size.Count));
        return MemoryCases.Volume("noise", size, [.. Enumerable.Range(0, (int)size.Count).Select(_ => (float)random.NextGaussian())], null);
    }

    /// <summary>Counts the tensors that live whenever a slab comes.</summary>
    private sealed class LiveTensors : ISlabConsumer
    {
        public List<long> Counts { get; } = [];

        public void Begin(int classes, VolumeGeometry grid)
        {
            // Nothing to keep.
        }

        public void Add(int z, ReadOnlySpan<float> probabilities) => Counts.Add(TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        public void End()
        {
            // All is there.
        }
    }
}
