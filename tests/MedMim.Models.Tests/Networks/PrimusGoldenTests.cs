using System.Text.Json;
using MedMim.Models.Native;
using MedMim.Models.Networks;
using MedMim.Models.Weights;
using TorchSharp;

namespace MedMim.Models.Tests.Networks;

/// <summary>Against outputs of the public PyTorch module, with a non-cubic input.</summary>
public sealed class PrimusGoldenTests
{
    public PrimusGoldenTests() => TorchRuntime.Initialize();

    internal static PrimusOptions GoldenOptions()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(SharedFiles.Require("goldens", "primus.json")));
        var root = json.RootElement;
        int Number(string name) => root.GetProperty(name).GetInt32();
        Axes Triple(string name) => root.GetProperty(name) is var e ? new(e[0].GetInt32(), e[1].GetInt32(), e[2].GetInt32()) : default;
        return new()
        {
            InputChannels = Number("input_channels"),
            OutputChannels = Number("num_classes"),
            InputSize = Triple("input_shape"),
            TokenSize = Triple("patch_embed_size"),
            Width = Number("embed_dim"),
            Depth = Number("eva_depth"),
            Heads = Number("eva_numheads"),
        };
    }

    [Fact]
    public void Outputs_agree_with_the_public_module()
    {
        using var scope = torch.NewDisposeScope();
        using var model = new Primus(GoldenOptions());
        var report = WeightLoader.Load(model, SharedFiles.Require("goldens", "primus.safetensors"));
        Assert.Equal((0, 0), (report.Skipped, report.Adapted));

        using var io = SafetensorsFile.Open(SharedFiles.Require("goldens", "primus.io.safetensors"));
        model.eval();
        using var noGradient = torch.no_grad();
        var output = Assert.Single(model.forward(io.Read("input")));
        var expected = io.Read("output");
        Assert.Equal(expected.shape, output.shape);
        var error = (output - expected).abs().max().item<float>() / expected.abs().max().item<float>();
        Assert.InRange(error, 0, 1e-5);
    }

    [Fact]
    public void Parameters_have_the_public_names_and_shapes()
    {
        using var model = new Primus(GoldenOptions());
        using var file = SafetensorsFile.Open(SharedFiles.Require("goldens", "primus.safetensors"));
        var expected = file.Entries.Values.Select(e => $"{e.Name} {string.Join('x', e.Shape)}").Order(StringComparer.Ordinal);
        var actual = model.state_dict().Select(p => $"{p.Key} {string.Join('x', p.Value.shape)}").Order(StringComparer.Ordinal);
        Assert.Equal(expected, actual);
    }
}
