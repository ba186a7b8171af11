using MedMim.Foundation.Failures;
using MedMim.Models.Native;
using MedMim.Models.Networks;
using MedMim.Models.Networks.Detection;
using TorchSharp;

namespace MedMim.Models.Tests.Networks.Detection;

public sealed class RetinaUNetTests : IDisposable
{
    private readonly DisposeScope scope;

    public RetinaUNetTests()
    {
        TorchRuntime.Initialize();
        scope = torch.NewDisposeScope();
    }

    public void Dispose() => scope.Dispose();

    [Fact]
    public void AnswersForEveryAnchorOfEveryLevelAndForEveryVoxel()
    {
        using var network = new RetinaUNet(RetinaUNetOptions.Of("resenc-tiny", 2, 3));
        var output = network.Detect(torch.zeros([2, 1, 16, 24, 32]));

        var anchors = 3 * ((8 * 12 * 16) + (4 * 6 * 8) + (2 * 3 * 4));
        Assert.Equal([2, anchors, 2], output.Scores.shape);
        Assert.Equal([2, anchors, 6], output.Deltas.shape);
        Assert.Equal([2, 2, 16, 24, 32], output.Segmentation.shape);
    }

    [Fact]
    public void HasTheParametersOfTheUNetUnderTheirNames()
    {
        using var network = new RetinaUNet(RetinaUNetOptions.Of("resenc-tiny", 1, 3));
        using var plain = new ResEncUNet(EncoderPresets.Options("resenc-tiny", 1));
        var own = network.state_dict();

        Assert.All(
            plain.state_dict().Where(w => plain.TransferPrefixes.Any(p => w.Key.StartsWith(p, StringComparison.Ordinal))),
            w => Assert.Equal(w.Value.shape, own[w.Key].shape));
        Assert.Equal(plain.TransferPrefixes, network.TransferPrefixes);
    }

    [Fact]
    public void NormsBeginWithOneAndZero()
    {
        // What the heap held before must not show: fill some of it.
        Array.ForEach([.. Enumerable.Range(0, 50).Select(_ => torch.full(24, 1e30f))], t => t.Dispose());
        using var network = new RetinaUNet(RetinaUNetOptions.Of("resenc-tiny", 1, 2));

        var norms = network.named_parameters().Where(p => p.name.Contains("norm", StringComparison.Ordinal)).ToList();
        Assert.Contains(norms, p => p.name.StartsWith("classifier.", StringComparison.Ordinal));
        Assert.All(norms, p => Assert.All(
            p.parameter.data<float>().ToArray(), v => Assert.Equal(p.name.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0, v)));
    }

    [Fact]
    public void TheSegmentationIsThatOfAPlainPass()
    {
        using var network = new RetinaUNet(RetinaUNetOptions.Of("resenc-tiny", 1, 3));
        var input = torch.randn([1, 1, 16, 16, 16]);

        Assert.True(network.Detect(input).Segmentation.allclose(network.forward(input)[0]));
    }

    [Fact]
    public void ACellsAnchorsStandTogetherEachWithItsSixNumbers()
    {
        using var network = new RetinaUNet(RetinaUNetOptions.Of("resenc-tiny", 1, 2));
        using var noGradient = torch.no_grad();
        network.get_parameter("regressor.output.weight")!.zero_();
        network.get_parameter("regressor.output.bias")!.copy_(torch.arange(12));

        var deltas = network.Detect(torch.randn([1, 1, 16, 16, 16])).Deltas[0].data<float>().ToArray();

        Assert.All(deltas.Chunk(12), cell => Assert.Equal(Enumerable.Range(0, 12).Select(i => (float)i), cell));
    }

    [Fact]
    public void ATransformerAndASizeThatDoesNotFitAreRefused()
    {
        Assert.Throws<InputException>(() => RetinaUNetOptions.Of("primus-tiny", 1, 3));
        using var network = new RetinaUNet(RetinaUNetOptions.Of("resenc-tiny", 1, 3));
        Assert.Throws<ArgumentException>(() => network.Detect(torch.zeros([1, 1, 12, 16, 16])));
        Assert.Throws<InputException>(() => new RetinaUNet(RetinaUNetOptions.Of("resenc-tiny", 0, 3)));
    }
}
