using System.Text.Json;
using MedMim.Foundation.Failures;
using MedMim.Models.Native;
using MedMim.Models.Networks;
using MedMim.Models.Weights;
using static TorchSharp.torch;

namespace MedMim.Models.Tests.Weights;

public sealed class WeightLoaderTests : IDisposable
{
    private const string StemBias = "encoder.stem.convs.0.conv.bias";
    private readonly string folder = Directory.CreateTempSubdirectory("medmim-").FullName;

    public WeightLoaderTests() => TorchRuntime.Initialize();

    private string FilePath => Path.Combine(folder, "weights.safetensors");

    [Fact]
    public void A_pretrained_network_loads_into_a_segmenter_all_but_the_output_layers()
    {
        using var scope = NewDisposeScope();
        using var pretrained = EncoderPresets.Create("resenc-tiny", outputChannels: 1);
        using var segmenter = EncoderPresets.Create("resenc-tiny", outputChannels: 3, deepSupervision: true);
        SafetensorsWriter.Write(FilePath, pretrained.state_dict());

        var report = WeightLoader.Load(segmenter, FilePath);
        Assert.Equal(segmenter.state_dict().Count, report.Entries.Count);
        Assert.All(
            report.Entries.Where(e => e.Status == LoadStatus.Skipped),
            e => Assert.StartsWith("decoder.seg_layers.", e.Name, StringComparison.Ordinal));
        Assert.Equal(6, report.Skipped);
        Assert.Contains("shape in the file is 1×12×1×1×1", report.ToString(), StringComparison.Ordinal);
        Assert.Equal(Bytes(pretrained, "encoder.stages.3.blocks.0.conv1.conv.weight"), Bytes(segmenter, "encoder.stages.3.blocks.0.conv1.conv.weight"));
    }

    [Fact]
    public void Only_what_is_asked_for_is_loaded()
    {
        using var scope = NewDisposeScope();
        using var model = Saved();
        var report = WeightLoader.Load(model, FilePath, new() { Prefixes = ["encoder."] });
        Assert.All(report.Entries, e => Assert.Equal(
            e.Name.StartsWith("encoder.", StringComparison.Ordinal) ? LoadStatus.Loaded : LoadStatus.Skipped, e.Status));
    }

    [Fact]
    public void A_stem_for_one_channel_answers_alike_when_spread_over_equal_channels()
    {
        using var scope = NewDisposeScope();
        using var one = EncoderPresets.Create("resenc-tiny", outputChannels: 2);
        using var three = EncoderPresets.Create("resenc-tiny", outputChannels: 2, inputChannels: 3);
        SafetensorsWriter.Write(FilePath, one.state_dict());
        var report = WeightLoader.Load(three, FilePath);
        Assert.Equal(
            "encoder.stem.convs.0.conv.weight", Assert.Single(report.Entries, e => e.Status == LoadStatus.Adapted).Name);

        var input = randn([1, 1, 16, 16, 16]);
        var difference = one.forward(input)[0] - three.forward(input.repeat(1, 3, 1, 1, 1))[0];
        Assert.InRange(difference.abs().max().item<float>(), 0, 1e-3);
    }

    [Fact]
    public void Half_precision_weights_are_converted_and_it_is_said()
    {
        using var scope = NewDisposeScope();
        using var model = EncoderPresets.Create("resenc-tiny", outputChannels: 1);
        SafetensorsWriter.Write(FilePath, model.state_dict().ToDictionary(p => p.Key, p => p.Value.to(ScalarType.BFloat16)));
        var report = WeightLoader.Load(model, FilePath);
        Assert.All(report.Entries, e => Assert.Equal("converted from BFloat16", e.Reason));
        Assert.All(model.parameters(), p => Assert.Equal(ScalarType.Float32, p.dtype));
    }

    [Fact]
    public void A_tensor_that_the_model_lacks_is_listed_too()
    {
        using var scope = NewDisposeScope();
        using var model = EncoderPresets.Create("resenc-tiny", outputChannels: 1);
        var tensors = model.state_dict();
        tensors["teacher.weight"] = zeros(3);
        SafetensorsWriter.Write(FilePath, tensors);
        var entry = Assert.Single(WeightLoader.Load(model, FilePath).Entries, e => e.Status == LoadStatus.Skipped);
        Assert.Equal(("teacher.weight", "not in the model"), (entry.Name, entry.Reason));
    }

    [Fact]
    public void Weights_of_another_network_are_bad_input_and_leave_the_model_alone()
    {
        using var scope = NewDisposeScope();
        using var model = EncoderPresets.Create("resenc-tiny", outputChannels: 1);
        var before = Bytes(model, StemBias);
        SafetensorsWriter.Write(FilePath, new Dictionary<string, Tensor> { ["vit.cls_token"] = zeros(3) });
        Assert.Contains(
            "none", Assert.Throws<InputException>(() => WeightLoader.Load(model, FilePath)).Message, StringComparison.Ordinal);
        Assert.Equal(before, Bytes(model, StemBias));
    }

    [Fact]
    public void A_value_that_is_not_finite_is_bad_input_and_leaves_the_model_alone()
    {
        using var scope = NewDisposeScope();
        using var model = EncoderPresets.Create("resenc-tiny", outputChannels: 1);
        var tensors = model.state_dict().ToDictionary(p => p.Key, p => p.Value.detach().clone() + 1);
        tensors["encoder.stem.convs.0.norm.bias"][0] = float.NaN;
        SafetensorsWriter.Write(FilePath, tensors);
        var before = Bytes(model, StemBias);
        Assert.Throws<InputException>(() => WeightLoader.Load(model, FilePath));
        Assert.Equal(before, Bytes(model, StemBias));
    }

    [Fact]
    public void The_report_is_plain_json()
    {
        using var scope = NewDisposeScope();
        using var model = Saved();
        var report = WeightLoader.Load(model, FilePath);
        var back = JsonSerializer.Deserialize<LoadReport>(JsonSerializer.Serialize(report))!;
        Assert.Equal(report.ToString(), back.ToString());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static byte[] Bytes(nn.Module model, string name) => model.state_dict()[name].detach().bytes.ToArray();

    private VolumeNetwork Saved()
    {
        var model = EncoderPresets.Create("resenc-tiny", outputChannels: 1);
        SafetensorsWriter.Write(FilePath, model.state_dict());
        return model;
    }
}
