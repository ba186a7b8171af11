using MedMim.Foundation.Randomness;
using MedMim.Models.Native;
using MedMim.Models.Networks;
using MedMim.Models.Weights;
using static TorchSharp.torch;

namespace MedMim.Models.Tests.Networks;

public sealed class PrimusMaskedAutoencoderTests : IDisposable
{
    private static readonly PrimusOptions Options =
        new() { OutputChannels = 1, InputSize = new(16, 24, 32), Width = 48, Depth = 2, Heads = 2 };

    private readonly string folder = Directory.CreateTempSubdirectory("medmim-").FullName;

    public PrimusMaskedAutoencoderTests() => TorchRuntime.Initialize();

    [Fact]
    public void With_nothing_dropped_the_encoder_is_that_of_the_whole_network()
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        using var whole = new Primus(Options);
        var path = Path.Combine(folder, "encoder.safetensors");
        SafetensorsWriter.Write(path, model.state_dict());
        WeightLoader.Load(whole, path, new() { Prefixes = whole.EncoderPrefixes });
        var input = randn([2, 1, 16, 24, 32]);
        var mask = zeros([2, 24], ScalarType.Bool);
        Assert.Equal(whole.Encode(input).bytes.ToArray(), model.EncodeKept(input, mask).bytes.ToArray());
        Assert.Equal(new long[] { 2, 1, 16, 24, 32 }, model.forward(input, mask).shape);
    }

    [Fact]
    public void What_is_dropped_cannot_be_seen()
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        var mask = Mask(2, 18);
        var voxels = Voxels(mask);
        var input = randn([2, 1, 16, 24, 32]);
        // Not even a number that is none may come through.
        var disturbed = input.where(voxels.logical_not(), full_like(input, float.NaN));
        Assert.Equal(model.EncodeKept(input, mask).bytes.ToArray(), model.EncodeKept(disturbed, mask).bytes.ToArray());
        Assert.Equal(model.forward(input, mask).bytes.ToArray(), model.forward(disturbed, mask.reshape(2, 2, 3, 4)).bytes.ToArray());
        var changed = input.where(voxels, input + 1);
        Assert.NotEqual(model.EncodeKept(input, mask).bytes.ToArray(), model.EncodeKept(changed, mask).bytes.ToArray());
    }

    [Fact]
    public void Kept_tokens_keep_their_own_positions()
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        var input = randn([1, 1, 16, 24, 32]);
        var mask = Mask(1, 20);
        // A batch of the same volume with other masks: each sample is as it is alone.
        var both = cat([mask, mask.flip(1)]);
        var together = model.EncodeKept(input.repeat(2, 1, 1, 1, 1), both);
        for (var i = 0; i < 2; i++)
        {
            var alone = model.EncodeKept(input, both[i].unsqueeze(0))[0];
            Assert.InRange((together[i] - alone).abs().max().item<float>(), 0, 1e-5);
        }
    }

    [Fact]
    public void Every_parameter_learns()
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        model.BeginStep(new StreamKey(0, "test"));
        model.forward(randn([2, 1, 16, 24, 32]), Mask(2, 18)).square().mean().backward();
        Assert.All(model.named_parameters(), p => Assert.True(p.parameter.grad is { } g && g.abs().max().item<float>() > 0, p.name));
    }

    [Fact]
    public void Masks_that_do_not_fit_are_refused()
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        var input = zeros([2, 1, 16, 24, 32]);
        foreach (var bad in new[]
        {
            ones([2, 24], ScalarType.Bool), zeros([2, 23], ScalarType.Bool), zeros([1, 24], ScalarType.Bool), zeros([2, 24]),
            cat([Mask(1, 3), Mask(1, 4)]), zeros([2, 3, 2, 4], ScalarType.Bool),
        })
        {
            Assert.Throws<ArgumentException>(() => model.forward(input, bad));
        }
    }

    [Fact]
    public void Weights_start_where_the_network_says()
    {
        using var model = Create();
        Assert.Equal(new WeightStart(0.1, 0), model.StartOf("eva.blocks.1.gamma_2"));
        Assert.Equal(new WeightStart(0, 0.02 / 2), model.StartOf("eva.blocks.1.attn.proj.weight"));
        Assert.Equal(new WeightStart(0, 0.02 / Math.Sqrt(2)), model.StartOf("decoder.blocks.0.mlp.fc2.weight"));
        Assert.Equal(new WeightStart(0, 0.02), model.StartOf("eva.blocks.0.attn.q_proj.weight"));
        Assert.Equal(new WeightStart(0, 0.02), model.StartOf("eva.pos_embed"));
        Assert.Null(model.StartOf("eva.blocks.0.attn.q_proj.bias"));
        Assert.Null(model.StartOf("eva.blocks.0.attn.norm.weight"));
        Assert.Null(model.StartOf("eva.norm.weight"));
        Assert.Null(model.StartOf("down_projection.proj.weight"));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static PrimusMaskedAutoencoder Create()
    {
        var model = new PrimusMaskedAutoencoder(Options);
        using var noGradient = no_grad();
        foreach (var (name, parameter) in model.named_parameters().Where(p => p.name.EndsWith("pos_embed", StringComparison.Ordinal)))
        {
            parameter.normal_(0, 0.5);
        }

        return model;
    }

    private static Tensor Mask(int n, int masked) =>
        stack(Enumerable.Range(0, n).Select(_ => randperm(24).lt(masked)));

    private static Tensor Voxels(Tensor mask) => mask.reshape(-1, 1, 2, 3, 4)
        .repeat_interleave(8, 2).repeat_interleave(8, 3).repeat_interleave(8, 4);
}
