using MedMim.Foundation.Failures;
using MedMim.Models.Blocks;
using MedMim.Models.Native;
using MedMim.Models.Networks;
using MedMim.Models.Weights;
using static TorchSharp.torch;

namespace MedMim.Models.Tests.Weights;

public sealed class WeightAdaptationTests : IDisposable
{
    private static readonly PrimusOptions Cube = new() { OutputChannels = 1, InputSize = Axes.All(24), Width = 24, Depth = 2, Heads = 2 };

    private readonly string folder = Directory.CreateTempSubdirectory("medmim-").FullName;

    public WeightAdaptationTests() => TorchRuntime.Initialize();

    private string FilePath => Path.Combine(folder, "weights.safetensors");

    [Fact]
    public void Positions_are_resized_to_another_grid_and_it_is_said()
    {
        using var scope = NewDisposeScope();
        using var model = new Primus(Cube with { InputSize = new(16, 32, 48) });
        // Positions that grow along z: resized, they still do, and are the same along y and x.
        var positions = arange(3, dtype: ScalarType.Float32).reshape(1, 3, 1, 1, 1).expand(1, 3, 3, 3, 24).reshape(1, 27, 24);
        SafetensorsWriter.Write(FilePath, new Dictionary<string, Tensor> { ["eva.pos_embed"] = positions });
        var entry = Assert.Single(WeightLoader.Load(model, FilePath).Entries, e => e.Status == LoadStatus.Adapted);
        Assert.Equal(("eva.pos_embed", "positions of 3×3×3 tokens resized to 2×4×6"), (entry.Name, entry.Reason));
        var resized = model.state_dict()["eva.pos_embed"].reshape(2, 4, 6, 24);
        Assert.Equal(0.25f, resized[0].min().item<float>(), 1e-5f);
        Assert.Equal(0.25f, resized[0].max().item<float>(), 1e-5f);
        Assert.Equal(1.75f, resized[1].mean().item<float>(), 1e-5f);
    }

    [Fact]
    public void Positions_that_are_no_cube_need_their_grid()
    {
        using var scope = NewDisposeScope();
        using var model = new Primus(Cube);
        SafetensorsWriter.Write(FilePath, new Dictionary<string, Tensor> { ["eva.pos_embed"] = randn([1, 24, 24]), ["eva.norm.bias"] = ones(24) });
        var report = WeightLoader.Load(model, FilePath);
        Assert.Contains("say which grid", Assert.Single(report.Entries, e => e.Name == "eva.pos_embed").Reason, StringComparison.Ordinal);
        report = WeightLoader.Load(model, FilePath, new() { PositionGrid = new(2, 3, 4) });
        Assert.Equal(1, report.Adapted);
    }

    [Fact]
    public void Weights_of_tokens_counted_y_first_answer_as_they_did()
    {
        using var scope = NewDisposeScope();
        using var source = new Primus(Cube);
        using var model = new Primus(Cube);
        using (no_grad())
        {
            source.state_dict()["eva.pos_embed"].normal_();
        }

        SafetensorsWriter.Write(FilePath, source.state_dict());
        WeightLoader.Load(model, FilePath, new() { TokenOrder = TokenOrder.Yzx });

        // What nnssl's module computes: tokens of [z, y, x] counted y first, positions as if z first.
        var tokens = randn([2, 3, 3, 3, 24]);
        Tensor Run(Primus network, Tensor t) =>
            ((Eva)network.named_children().Single(c => c.name == "eva").module).forward(t.reshape(2, 27, 24), null);
        var expected = Run(source, tokens.transpose(1, 2)).reshape(2, 3, 3, 3, 24).transpose(1, 2).reshape(2, 27, 24);
        var actual = Run(model, tokens);
        Assert.InRange((actual - expected).abs().max().item<float>(), 0, 1e-5);
        Assert.False((Run(source, tokens) - expected).abs().max().item<float>() < 0.01);
    }

    [Fact]
    public void A_transformers_stem_is_spread_over_channels()
    {
        using var scope = NewDisposeScope();
        using var one = new Primus(Cube);
        using var three = new Primus(Cube with { InputChannels = 3 });
        SafetensorsWriter.Write(FilePath, one.state_dict());
        Assert.Equal("down_projection.proj.weight", Assert.Single(WeightLoader.Load(three, FilePath).Entries, e => e.Status == LoadStatus.Adapted).Name);
        var input = randn([1, 1, 24, 24, 24]);
        Assert.InRange((one.forward(input)[0] - three.forward(input.repeat(1, 3, 1, 1, 1))[0]).abs().max().item<float>(), 0, 1e-4);
    }

    [Theory]
    [InlineData("module.", "")]
    [InlineData("encoder.", "")]
    [InlineData("module.backbone.encoder.", "")]
    [InlineData("", "encoder.")]
    public void Names_are_found_with_other_prefixes(string prefix, string without)
    {
        using var scope = NewDisposeScope();
        using VolumeNetwork model = without.Length > 0 ? EncoderPresets.Create("resenc-tiny", 1) : new Primus(Cube);
        SafetensorsWriter.Write(FilePath, model.state_dict()
            .Where(t => t.Key.StartsWith(without, StringComparison.Ordinal)).ToDictionary(t => prefix + t.Key[without.Length..], t => t.Value));
        var report = WeightLoader.Load(model, FilePath);
        Assert.Equal(model.state_dict().Keys.Count(k => k.StartsWith(without, StringComparison.Ordinal)), report.Loaded);
        Assert.All(report.Entries.Where(e => e.Status == LoadStatus.Loaded), e => Assert.Contains("in the file", e.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void An_import_writes_what_was_taken_and_nothing_else()
    {
        using var scope = NewDisposeScope();
        using var autoencoder = new PrimusMaskedAutoencoder(EncoderPresets.PrimusOptions("primus-tiny", 1, Axes.All(16)));
        SafetensorsWriter.Write(FilePath, autoencoder.state_dict());
        var output = Path.Combine(folder, "encoder.safetensors");
        var report = WeightImport.Run(FilePath, new() { Encoder = "primus-tiny", PatchSize = new(24, 16, 16), InputChannels = 2 }, output);
        Assert.Equal(2, report.Adapted);
        using var file = SafetensorsFile.Open(output);
        Assert.Equal(report.Loaded + report.Adapted, file.Entries.Count);
        Assert.DoesNotContain(file.Entries.Keys, n => n.StartsWith("decoder.", StringComparison.Ordinal));
        Assert.Equal(new long[] { 1, 12, 192 }, file.Entries["eva.pos_embed"].Shape);
        Assert.Throws<InputException>(() => WeightImport.Run(FilePath, new() { Encoder = "resenc-tiny" }, output));
    }

    [Theory]
    [InlineData("resenc_unet", "ResidualEncoderUNet")]
    [InlineData("primus", "Primus")]
    public void An_export_has_every_name_that_the_public_module_has(string golden, string module)
    {
        using var scope = NewDisposeScope();
        var original = SharedFiles.Require("goldens", $"{golden}.safetensors");
        using var before = SafetensorsFile.Open(original);
        // As MedMim keeps it: one name a tensor, and beside them those of a masked autoencoder.
        var own = before.Entries.Keys.Where(n => PublicNames.Canonical(n) == n).ToDictionary(n => n, n => before.Read(n));
        own["densify_projs.1.weight"] = zeros(1);
        SafetensorsWriter.Write(FilePath, own);
        var output = Path.Combine(folder, "public.safetensors");
        var result = PublicExport.Run(FilePath, output);
        Assert.Equal(result.Names, PublicExport.Run(original, Path.Combine(folder, "again.safetensors")).Names);
        Assert.Equal((module, "densify_projs.1.weight"), (result.Module, Assert.Single(result.LeftOut)));
        using var after = SafetensorsFile.Open(output);
        Assert.Equal(before.Entries.Keys, after.Entries.Keys);
        Assert.All(before.Entries.Keys, n => Assert.Equal(before.Read(n).bytes.ToArray(), after.Read(n).bytes.ToArray()));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
