using MedMim.FineTuning.Packages;
using MedMim.FineTuning.Segmentation;
using MedMim.Models.Networks;
using MedMim.Models.Weights;
using MedMim.Training.Initialisation;
using MedMim.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Tests.Segmentation;

public sealed class WarmupTests : TorchTests
{
    [Theory]
    [InlineData("resenc-tiny")]
    [InlineData("primus-tiny")]
    public void WhileTheDecoderWarmsUpTheEncoderDoesNotMoveAndAStopChangesNoByte(string encoder)
    {
        using var whole = new TemporaryFolder();
        using var stopped = new TemporaryFolder();
        var options = Options(encoder) with { DecoderWarmupSteps = 3, LayerDecay = 0.5 };
        using var start = options.CreateNetwork(options.DeepSupervision);
        SeededWeights.Fill(start, options.Seed);
        var initial = start.state_dict();

        // Stopped after two steps, in the warm-up, and after four, beyond it.
        foreach (var (steps, encoderMoved) in new[] { (2, false), (4, true) })
        {
            using var cancellation = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() => Train(options, stopped, new StopAfter(steps, cancellation), cancellation.Token));
            var now = Weights(Directory.GetFiles(stopped.File("checkpoints"), "*.safetensors").Order().Last(), start);
            Assert.Equal(encoderMoved, Moved(start, initial, now, isEncoder: true));
            Assert.True(Moved(start, initial, now, isEncoder: false));
        }

        Train(options, stopped);
        Train(options, whole);
        Assert.Equal(File.ReadAllBytes(whole.File("model.safetensors")), File.ReadAllBytes(stopped.File("model.safetensors")));
        Assert.Equal(File.ReadAllBytes(whole.File("log.jsonl")), File.ReadAllBytes(stopped.File("log.jsonl")));
        Assert.Contains("\"layer_decay\": 0.5", File.ReadAllText(whole.File("model.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void RatesFallFromTheCoarsestLevelToTheFinest()
    {
        var options = Options("resenc-tiny") with { DecoderWarmupSteps = 3, LayerDecay = 0.5 };
        using var network = options.CreateNetwork(options.DeepSupervision);

        Assert.Equal(new ParameterRate(1.0 / 32, 3), options.RateOf(network, "encoder.stem.convs.0.conv.weight"));
        Assert.Equal(new ParameterRate(0.5, 3), options.RateOf(network, "encoder.stages.3.blocks.0.conv1.conv.weight"));
        Assert.Equal(ParameterRate.Full, options.RateOf(network, "decoder.seg_layers.0.weight"));
        Assert.All(network.named_parameters(), p => Assert.Equal(ParameterRate.Full, Options("resenc-tiny").RateOf(network, p.name)));
    }

    private static SegmenterOptions Options(string encoder) => new()
    {
        Encoder = encoder, Labels = [new(1, "ball")], PatchSize = new(16, 16, 16), Training = SegmenterOptions.Defaults(6), Seed = 3,
    };

    private static ModelPackage Train(
        SegmenterOptions options, TemporaryFolder folder, StopAfter? progress = null, CancellationToken cancellation = default)
    {
        var cases = Blobs.Cases(3, new(20, 20, 20));
        var run = SegmenterTests.RunIn(folder);
        return new Segmenter(options).Train(
            cases, [.. cases.Cases.Select(c => c.Id)], [], progress is null ? run : run with { Progress = progress }, cancellation);
    }

    private static Dictionary<string, Tensor> Weights(string checkpoint, VolumeNetwork network)
    {
        using var file = WeightFile.Open(checkpoint);
        return network.state_dict().Keys.ToDictionary(n => n, n => file.Read("model." + n), StringComparer.Ordinal);
    }

    private static bool Moved(
        VolumeNetwork network, Dictionary<string, Tensor> before, Dictionary<string, Tensor> after, bool isEncoder) =>
        before.Any(w => network.EncoderLevelOf(w.Key) is not null == isEncoder && !w.Value.eq(after[w.Key]).all().ToBoolean());
}
