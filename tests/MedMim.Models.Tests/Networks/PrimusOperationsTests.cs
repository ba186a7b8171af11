using MedMim.Models.Native;
using MedMim.Models.Networks;
using static TorchSharp.torch;

namespace MedMim.Models.Tests.Networks;

public sealed class PrimusOperationsTests
{
    private static readonly PrimusOptions Shape = new()
    {
        OutputChannels = 1, InputSize = new(16, 24, 32), TokenSize = new(8, 4, 8), Width = 48, Depth = 3, Heads = 2,
    };

    public PrimusOperationsTests() => TorchRuntime.Initialize();

    [Theory]
    [InlineData(48)]
    [InlineData(12)]
    public void They_are_two_a_weight_and_token_or_voxel_and_attention(int kept)
    {
        using var scope = NewDisposeScope();
        using var network = new PrimusMaskedAutoencoder(Shape);
        double Weights(string prefix) => network.named_parameters()
            .Where(p => p.name.StartsWith(prefix, StringComparison.Ordinal) && p.name.EndsWith(".weight", StringComparison.Ordinal) && p.parameter.dim() > 1)
            .Sum(p => (double)p.parameter.numel());
        double Attention(double n) => 4 * n * n * Shape.Width;

        var encoder = (2 * kept * (Weights("down_projection.") + Weights("eva.blocks."))) + (Shape.Depth * Attention(kept));
        Assert.Equal(encoder, PrimusOperations.Encoder(Shape, kept));

        var decoder = (2 * Shape.Tokens * Weights("decoder.blocks.")) + (PrimusMaskedAutoencoder.DecoderDepth * Attention(Shape.Tokens));
        var voxels = 0.0;
        double places = Shape.Tokens;
        foreach (var weight in network.named_parameters().Where(p => p.name.StartsWith("up_projection.", StringComparison.Ordinal) && p.parameter.dim() == 5))
        {
            voxels += 2 * places * weight.parameter.numel();
            places *= weight.parameter.shape[2] * weight.parameter.shape[3] * weight.parameter.shape[4];
        }

        Assert.Equal(16 * 24 * 32, places);
        Assert.Equal(encoder + decoder + voxels, PrimusOperations.MaskedAutoencoder(Shape, kept));
        Assert.Equal(PrimusOperations.Encoder(Shape, Shape.Tokens) + voxels, PrimusOperations.Whole(Shape));
    }

    [Fact]
    public void The_encoder_answers_all_tokens_alike_whether_or_not_they_are_said_to_be_kept()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var network = new PrimusMaskedAutoencoder(Shape);
        var image = randn([2, 1, 16, 24, 32]);
        var all = network.EncodeAll(image);
        Assert.True(all.allclose(network.EncodeKept(image, zeros([2, Shape.Tokens], ScalarType.Bool)), 1e-5, 1e-6));
    }
}
