using MedMim.FineTuning.Features;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;
using MedMim.Models.Networks;
using MedMim.Models.Weights;
using MedMim.Training.Initialisation;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Tests.Features;

public sealed class FrozenEncoderTests : TorchTests
{
    private static readonly GridSize Patch = new(16, 16, 16);

    [Theory]
    [InlineData("resenc-tiny")]
    [InlineData("primus-tiny")]
    public void A_file_gives_the_encoder_that_it_was_written_from(string preset)
    {
        using var folder = new TemporaryFolder();
        var file = Weights(folder, preset, _ => true);
        using var opened = FrozenEncoder.Open(preset, Patch, file);
        using var random = FrozenEncoder.Random(preset, Patch, 5);
        using var other = FrozenEncoder.Random(preset, Patch, 6);
        var input = randn([2, 1, 16, 16, 16]);

        Assert.Equal(0, opened.Report!.Adapted);
        Assert.Null(random.Report);
        Assert.Equal(Values(random.Features(input)), Values(opened.Features(input)));
        Assert.NotEqual(Values(random.Features(input)), Values(other.Features(input)));
    }

    // What stands beside the encoder in a file, a decoder or not, does not matter.
    [Fact]
    public void A_tensor_of_the_encoder_that_is_missing_is_named()
    {
        using var folder = new TemporaryFolder();
        using (FrozenEncoder.Open("resenc-tiny", Patch, Weights(folder, "resenc-tiny", n => n.StartsWith("encoder.", StringComparison.Ordinal))))
        {
        }

        var file = Weights(folder, "resenc-tiny", n => !n.StartsWith("encoder.stages.2.", StringComparison.Ordinal));
        var failure = Assert.Throws<InputException>(() => FrozenEncoder.Open("resenc-tiny", Patch, file));
        Assert.Contains("encoder.stages.2.", failure.Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => FrozenEncoder.Open("resenc-s", Patch, file));
        Assert.Throws<InputException>(() => FrozenEncoder.Open("primus-tiny", Patch, file));
        Assert.Throws<InputException>(() => FrozenEncoder.Open("resenc-tiny", new(16, 16, 12), file));
        Assert.Throws<InputException>(() => FrozenEncoder.Open("resenc-none", Patch, file));
    }

    private static string Weights(TemporaryFolder folder, string preset, Func<string, bool> kept)
    {
        using var network = EncoderPresets.Create(preset, 3, patchSize: Axes.All(16));
        SeededWeights.Fill(network, 5);
        var file = folder.File($"{preset}.safetensors");
        SafetensorsWriter.Write(file, network.state_dict().Where(w => kept(w.Key)).ToDictionary(w => w.Key, w => w.Value));
        return file;
    }

    private static float[] Values(Tensor[] maps) => [.. maps.SelectMany(m => m.contiguous().data<float>().ToArray())];
}
