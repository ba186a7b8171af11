using MedMim.Models.Blocks;
using MedMim.Models.Native;
using MedMim.Models.Networks;
using static TorchSharp.torch;

namespace MedMim.Models.Tests.Networks;

public sealed class SparkMaskedAutoencoderTests
{
    public SparkMaskedAutoencoderTests() => TorchRuntime.Initialize();

    [Theory]
    [InlineData(2, 3, 4)]
    [InlineData(4, 6, 8)]
    public void What_is_masked_cannot_influence_the_encoder(int z, int y, int x)
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        // Cells as large as the coarsest stage's voxels, and finer ones.
        var mask = Mask(2, z, y, x);
        var input = randn([2, 1, 16, 24, 32]);
        var hidden = Voxels(mask, 16 / z);
        var disturbed = input.where(hidden.logical_not(), full_like(input, float.NaN));
        Same(model.EncodeVisible(input, mask), model.EncodeVisible(disturbed, mask));
        Assert.Equal(model.forward(input, mask).bytes.ToArray(), model.forward(disturbed, mask).bytes.ToArray());

        var seen = model.EncodeVisible(input.where(hidden, input + 1), mask);
        Assert.NotEqual(seen[0].bytes.ToArray(), model.EncodeVisible(input, mask)[0].bytes.ToArray());
    }

    [Fact]
    public void Features_are_nothing_where_nothing_is_visible()
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        var mask = Mask(2, 2, 3, 4);
        var features = model.EncodeVisible(randn([2, 1, 16, 24, 32]), mask);
        for (var stage = 0; stage < features.Length; stage++)
        {
            var hidden = Voxels(mask, 8 >> stage).expand_as(features[stage]);
            Assert.Equal(0, features[stage][hidden].abs().sum().item<float>());
            Assert.NotEqual(0, features[stage][hidden.logical_not()].abs().sum().item<float>());
        }
    }

    [Fact]
    public void A_sample_is_computed_as_if_it_were_alone()
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        var (input, mask) = (randn([2, 1, 16, 24, 32]), Mask(2, 2, 3, 4));
        var alone = model.EncodeVisible(input[1].unsqueeze(0), mask[1].unsqueeze(0));
        var together = model.EncodeVisible(cat([input[0].unsqueeze(0) * 1000, input[1].unsqueeze(0)]), mask);
        for (var stage = 0; stage < alone.Length; stage++)
        {
            Assert.InRange((together[stage][1] - alone[stage][0]).abs().max().item<float>(), 0, 1e-4);
        }
    }

    [Fact]
    public void With_nothing_masked_it_is_the_dense_encoder()
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        var input = randn([2, 1, 16, 24, 32]);
        var dense = model.Network.Encoder.forward(input);
        var sparse = model.EncodeVisible(input, zeros([2, 2, 3, 4], ScalarType.Bool));
        for (var stage = 0; stage < dense.Length; stage++)
        {
            Assert.InRange((dense[stage] - sparse[stage]).abs().max().item<float>(), 0, 1e-4);
        }
    }

    [Fact]
    public void The_norm_counts_visible_voxels_alone_sample_by_sample()
    {
        using var scope = NewDisposeScope();
        var visible = rand([2, 1, 4, 5, 6]).gt(0.5).to(ScalarType.Float32);
        var x = ((randn([2, 3, 4, 5, 6]) * 3) + 50) * visible;
        var y = SparseNorm.Normalise(x, visible, ones(3), zeros(3));
        for (var sample = 0; sample < 2; sample++)
        {
            var chosen = visible[sample, 0] > 0;
            for (var channel = 0; channel < 3; channel++)
            {
                var values = x[sample, channel][chosen];
                var centred = values - values.mean();
                var expected = centred / (centred.square().mean() + 1e-5).sqrt();
                Assert.InRange((y[sample, channel][chosen] - expected).abs().max().item<float>(), 0, 1e-4);
                Assert.Equal(0, y[sample, channel][chosen.logical_not()].abs().sum().item<float>());
            }
        }
    }

    [Fact]
    public void Parameters_of_encoder_and_decoder_are_the_networks_own()
    {
        using var model = Create();
        var own = model.named_parameters().Select(p => p.name).ToHashSet();
        Assert.Subset(own, model.Network.named_parameters().Select(p => p.name).ToHashSet());
        Assert.Equal(
            ["densify_projs.1.bias", "densify_projs.1.weight", "densify_projs.2.bias", "densify_projs.2.weight", "densify_projs.3.bias",
                "densify_projs.3.weight", "mask_tokens.0", "mask_tokens.1", "mask_tokens.2", "mask_tokens.3"],
            own.Except(model.Network.named_parameters().Select(p => p.name)).Order(StringComparer.Ordinal));
        Assert.Equal(new WeightStart(0, 0.02, 0.02), model.StartOf("mask_tokens.2"));
    }

    [Fact]
    public void Every_parameter_of_the_finest_output_learns_in_both_precisions()
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        foreach (var half in new[] { false, true })
        {
            model.zero_grad();
            using (half ? Autocast.BFloat16() : null)
            {
                model.forward(randn([2, 1, 16, 24, 32]), Mask(2, 2, 3, 4)).to(ScalarType.Float32).square().mean().backward();
            }

            Assert.All(
                model.named_parameters().Where(p => !p.name.StartsWith("decoder.seg_layers.", StringComparison.Ordinal)),
                p => Assert.True(p.parameter.grad is { } g && g.isfinite().all().item<bool>(), p.name));
        }
    }

    [Fact]
    public void A_mask_that_does_not_fit_is_refused()
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        foreach (var bad in new[] { Mask(1, 2, 3, 4), Mask(2, 3, 3, 4), zeros([2, 2, 3, 4]), zeros([2, 24], ScalarType.Bool) })
        {
            Assert.Throws<ArgumentException>(() => model.forward(zeros([2, 1, 16, 24, 32]), bad));
        }
    }

    private static void Same(Tensor[] expected, Tensor[] actual) => Assert.All(
        expected.Zip(actual), pair => Assert.Equal(pair.First.bytes.ToArray(), pair.Second.bytes.ToArray()));

    private static SparkMaskedAutoencoder Create() => new((ResEncUNet)EncoderPresets.Create("resenc-tiny", 1));

    /// <summary>Three quarters of the cells masked.</summary>
    private static Tensor Mask(int n, int z, int y, int x) =>
        stack(Enumerable.Range(0, n).Select(_ => randperm(z * y * x).lt(z * y * x * 3 / 4).reshape(z, y, x)));

    private static Tensor Voxels(Tensor mask, int cell) => mask.unsqueeze(1)
        .repeat_interleave(cell, 2).repeat_interleave(cell, 3).repeat_interleave(cell, 4);
}
