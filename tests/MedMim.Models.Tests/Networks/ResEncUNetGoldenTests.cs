using System.Text.Json;
using MedMim.Models.Native;
using MedMim.Models.Networks;
using MedMim.Models.Weights;
using TorchSharp;

namespace MedMim.Models.Tests.Networks;

/// <summary>Against outputs of the public PyTorch module, with anisotropic kernels and strides and a non-cubic input.</summary>
public sealed class ResEncUNetGoldenTests
{
    public ResEncUNetGoldenTests() => TorchRuntime.Initialize();

    [Fact]
    public void Outputs_of_every_level_agree_with_the_public_module()
    {
        using var scope = torch.NewDisposeScope();
        using var model = new ResEncUNet(GoldenOptions());
        var report = WeightLoader.Load(model, SharedFiles.Require("goldens", "resenc_unet.safetensors"));
        Assert.Equal(0, report.Skipped);
        Assert.Equal(0, report.Adapted);

        using var io = SafetensorsFile.Open(SharedFiles.Require("goldens", "resenc_unet.io.safetensors"));
        model.eval();
        using var noGradient = torch.no_grad();
        var outputs = model.forward(io.Read("input"));

        Assert.Equal(3, outputs.Length);
        for (var i = 0; i < outputs.Length; i++)
        {
            var expected = io.Read($"output.{i}");
            Assert.Equal(expected.shape, outputs[i].shape);
            var error = (outputs[i] - expected).abs().max().item<float>() / expected.abs().max().item<float>();
            Assert.InRange(error, 0, 1e-4);
        }
    }

    [Fact]
    public void Parameters_have_the_public_names_and_shapes()
    {
        using var model = new ResEncUNet(GoldenOptions());
        using var file = SafetensorsFile.Open(SharedFiles.Require("goldens", "resenc_unet.safetensors"));
        var expected = file.Entries.Values.Where(e => PublicNames.Canonical(e.Name) == e.Name)
            .Select(e => $"{e.Name} {string.Join('x', e.Shape)}").Order(StringComparer.Ordinal);
        var actual = model.named_parameters()
            .Select(p => $"{p.name} {string.Join('x', p.parameter.shape)}").Order(StringComparer.Ordinal);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Without_deep_supervision_the_finest_output_is_the_same()
    {
        using var scope = torch.NewDisposeScope();
        using var deep = new ResEncUNet(GoldenOptions());
        using var plain = new ResEncUNet(GoldenOptions() with { DeepSupervision = false });
        plain.load_state_dict(deep.state_dict());
        var input = torch.randn([1, 1, 4, 16, 8]);
        var output = Assert.Single(plain.forward(input));
        Assert.Equal(deep.forward(input)[0].bytes.ToArray(), output.bytes.ToArray());
    }

    internal static ResEncUNetOptions GoldenOptions()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(SharedFiles.Require("goldens", "resenc_unet.json")));
        var root = json.RootElement;
        int[] Numbers(string name) => [.. root.GetProperty(name).EnumerateArray().Select(e => e.GetInt32())];
        Axes[] Triples(string name) =>
            [.. root.GetProperty(name).EnumerateArray().Select(e => new Axes(e[0].GetInt32(), e[1].GetInt32(), e[2].GetInt32()))];
        return new()
        {
            InputChannels = root.GetProperty("input_channels").GetInt32(),
            OutputChannels = root.GetProperty("num_classes").GetInt32(),
            FeaturesPerStage = Numbers("features_per_stage"),
            KernelSizes = Triples("kernel_sizes"),
            Strides = Triples("strides"),
            BlocksPerStage = Numbers("n_blocks_per_stage"),
            DecoderConvolutionsPerStage = Numbers("n_conv_per_stage_decoder"),
            DeepSupervision = true,
        };
    }
}
