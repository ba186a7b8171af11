using CsCheck;
using MedMim.FineTuning.Inference;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;
using MedMim.Training.Options;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Tests.Inference;

public sealed class SlidingWindowTests : TorchTests
{
    private static readonly GridSize Patch = new(8, 6, 10);

    [Fact]
    public void AConstantNetworkGivesItsConstantEverywhere() =>
        Gen.Select(Gen.Int[1, 23], Gen.Int[1, 23], Gen.Int[1, 23], Gen.Int[1, 3], Gen.Bool).Sample(
            (z, y, x, batch, mirror) =>
            {
                using var scope = NewDisposeScope();
                var logits = tensor(new float[] { 0.3f, -1, 2 });
                var network = new FixedNetwork(
                    3, i => logits.reshape(1, 3, 1, 1, 1).expand(i.shape[0], 3, i.shape[2], i.shape[3], i.shape[4]));
                var options = new SlidingWindowOptions { BatchSize = batch, Mirror = mirror };

                var result = GatheredSlabs.Of(new SlidingWindow(network, Patch, options), Ramp(new(z, y, x)));

                Assert.Equal([3, z, y, x], result.shape);
                var expected = logits.softmax(0).reshape(3, 1, 1, 1).expand(3, z, y, x);
                Assert.True((result - expected).abs().max().ToDouble() < 1e-6);
            },
            iter: 25,
            threads: 1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AVoxelwiseNetworkGivesTheAnswerOfTheWholeVolume(bool mirror)
    {
        var size = new GridSize(19, 13, 7);
        var volume = Ramp(size);
        var network = FixedNetwork.Threshold(0.4);
        var whole = network.forward(tensor(volume.Image.ToArray()).reshape(1, 1, size.Z, size.Y, size.X))[0][0].softmax(0);

        var result = GatheredSlabs.Of(new SlidingWindow(network, Patch, new() { BatchSize = 3, Mirror = mirror }), volume);

        Assert.True((result - whole).abs().max().ToDouble() < 1e-5);
    }

    [Theory]
    [InlineData(19, 13, 11)]
    [InlineData(5, 4, 7)]
    public void EveryChannelIsReadAndPaddedByItself(int z, int y, int x)
    {
        var ramp = Ramp(new(z, y, x));
        var volume = ramp with { Others = [ramp.Image.ToArray().Select(v => 3 - (v * v)).ToArray()] };
        var size = volume.Case.Geometry.Size;
        var whole = stack([.. new[] { volume.Image, volume.Others[0] }.Select(c => tensor(c.ToArray()))]).reshape(1, 2, size.Z, size.Y, size.X);
        var least = new List<float>();
        var network = new FixedNetwork(
            2,
            i =>
            {
                least.Add(i.select(1, 1).min().ToSingle());
                return i;
            },
            channels: 2);

        var result = GatheredSlabs.Of(new SlidingWindow(network, Patch, new() { BatchSize = 3 }), volume);

        Assert.True((result - whole.softmax(1)[0]).abs().max().ToDouble() < 1e-5);
        Assert.True(least.Min() >= whole[0][1].min().ToSingle());
    }

    [Fact]
    public void EveryWindowHasThePatchsSizeAndBatchesAreFilled()
    {
        var network = FixedNetwork.Threshold(0);
        new SlidingWindow(network, Patch, new() { BatchSize = 4 }).Classes(Ramp(new(16, 6, 15)));

        // 3 × 1 × 2 windows.
        Assert.Equal([[4, 1, 8, 6, 10], [2, 1, 8, 6, 10]], network.Shapes);
    }

    [Fact]
    public void BFloat16IsClose()
    {
        var volume = Ramp(new(12, 12, 12));
        using var conv = nn.Conv3d(1, 2, 3, padding: 1L);
        var network = new FixedNetwork(2, conv.forward);
        var exact = GatheredSlabs.Of(new SlidingWindow(network, Patch), volume);
        var rounded = GatheredSlabs.Of(new SlidingWindow(network, Patch, new() { Precision = Precision.BFloat16 }), volume);

        var difference = (exact - rounded).abs().max().ToDouble();
        Assert.InRange(difference, 1e-7, 0.02);
    }

    [Fact]
    public void TheNetworkGetsItsModeBack()
    {
        var network = FixedNetwork.Threshold(0);
        network.train();
        new SlidingWindow(network, Patch).Classes(Ramp(new(4, 4, 4)));

        Assert.True(network.training);
    }

    [Fact]
    public void StopsWhenAsked()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(
            () => new SlidingWindow(FixedNetwork.Threshold(0), Patch).Classes(Ramp(new(9, 9, 9)), cancelled.Token));
    }

    [Fact]
    public void AnAnswerThatIsNoNumberIsRefused()
    {
        var network = new FixedNetwork(2, x => cat([x, x * float.NaN], 1));

        Assert.Contains("not finite", Assert.Throws<InputException>(() => new SlidingWindow(network, Patch).Classes(Ramp(new(9, 9, 9)))).Message);
    }

    [Fact]
    public void ModelsAreAveragedByTheirProbabilities()
    {
        var volume = Ramp(new(11, 9, 13));
        var (first, second) = (FixedNetwork.Threshold(0.4), FixedNetwork.Threshold(-0.3));

        var both = GatheredSlabs.Of(new SlidingWindow([first, second], Patch), volume);

        var mean = (GatheredSlabs.Of(new SlidingWindow(first, Patch), volume) + GatheredSlabs.Of(new SlidingWindow(second, Patch), volume)) / 2;
        Assert.True((both - mean).abs().max().ToDouble() < 1e-6);
    }

    private static Datasets.Preparation.PreparedVolume Ramp(GridSize size) => MemoryCases.Volume(
        "ramp", size, [.. Enumerable.Range(0, (int)size.Count).Select(i => (float)Math.Sin(i * 0.37))], null);
}
