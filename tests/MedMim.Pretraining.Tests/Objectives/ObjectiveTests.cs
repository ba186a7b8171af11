using MedMim.Foundation.Randomness;
using MedMim.Models.Native;
using MedMim.Models.Networks;
using MedMim.Pretraining.Objectives;
using MedMim.Training.Initialisation;
using static TorchSharp.torch;

namespace MedMim.Pretraining.Tests.Objectives;

public sealed class ObjectiveTests
{
    public ObjectiveTests() => TorchRuntime.Initialize();

    [Fact]
    public void What_is_masked_cannot_reach_the_network_and_it_alone_counts()
    {
        using var scope = NewDisposeScope();
        using IObjective objective = new MaskedReconstruction(Network());
        var mask = zeros([1, 1, 16, 16, 16]);
        mask[0, 0, TensorIndex.Slice(0, 8)] = 1;
        var image = randn([1, 1, 16, 16, 16]);
        Assert.Equal(
            objective.Reconstruct(image, mask).detach().bytes.ToArray(),
            objective.Reconstruct(image + (100 * mask), mask).detach().bytes.ToArray());

        var present = ones_like(mask);
        present[0, 0, 0] = 0;
        var counted = objective.Counted(mask, present);
        Assert.Equal(7 * 256, counted.sum().item<float>());
        Assert.Equal(0, counted[0, 0, 0].sum().item<float>());
    }

    [Fact]
    public void The_control_sees_all_and_all_that_is_there_counts()
    {
        using var scope = NewDisposeScope();
        using var objective = new PlainAutoencoder(Network());
        var image = randn([1, 1, 16, 16, 16]);
        Assert.Equal(
            objective.Reconstruct(image, zeros_like(image)).detach().bytes.ToArray(),
            objective.Reconstruct(image, ones_like(image)).detach().bytes.ToArray());
        var present = ones_like(image);
        present[0, 0, 0] = 0;
        Assert.Equal(15 * 256, objective.Counted(zeros_like(image), present).sum().item<float>());
    }

    [Fact]
    public void The_controls_skip_connections_carry_nothing_but_its_bottleneck_does()
    {
        using var scope = NewDisposeScope();
        using var objective = new PlainAutoencoder(Network());
        using (no_grad())
        {
            // All that comes from the bottleneck goes through this one layer: with zeros there, no input makes a difference.
            foreach (var (name, parameter) in objective.Network.named_parameters().Where(p => p.name.Contains("transpconvs.0.", StringComparison.Ordinal)))
            {
                parameter.zero_();
            }
        }

        var (first, second) = (objective.Reconstruct(randn([1, 1, 16, 16, 16]), zeros(1)), objective.Reconstruct(randn([1, 1, 16, 16, 16]), zeros(1)));
        Assert.Equal(first.detach().bytes.ToArray(), second.detach().bytes.ToArray());
        using var whole = new MaskedReconstruction(Network());
        Assert.NotEqual(
            whole.Reconstruct(randn([1, 1, 16, 16, 16]), zeros(1)).detach().bytes.ToArray(),
            whole.Reconstruct(randn([1, 1, 16, 16, 16]), zeros(1)).detach().bytes.ToArray());
    }

    [Fact]
    public void Dropped_tokens_cannot_reach_the_encoder_and_crops_do_not_depend_on_each_other()
    {
        using var scope = NewDisposeScope();
        var size = new Axes(16, 16, 24);
        var network = new PrimusMaskedAutoencoder(EncoderPresets.PrimusOptions("primus-tiny", 1, size));
        SeededWeights.Fill(network, 1);
        using var objective = new TokenDroppingAutoencoder(network);
        network.eval();
        var image = randn([3, 1, 16, 16, 24]);
        var mask = zeros_like(image);
        mask[0, 0, TensorIndex.Slice(0, 8)] = 1;
        mask[1, 0, TensorIndex.Colon, TensorIndex.Colon, TensorIndex.Slice(8, 24)] = 1; // more than the others
        mask[2, 0, TensorIndex.Slice(8, 16)] = 1;
        var answer = objective.Reconstruct(image, mask);
        Assert.Equal(
            answer.detach().bytes.ToArray(), objective.Reconstruct(image + (100 * mask), mask).detach().bytes.ToArray());
        for (var i = 0; i < 3; i++)
        {
            var alone = objective.Reconstruct(image[i].unsqueeze(0), mask[i].unsqueeze(0));
            Assert.InRange((alone[0] - answer[i]).abs().max().item<float>(), 0, 1e-4f);
        }
    }

    [Fact]
    public void Paths_dropped_for_a_sample_do_not_depend_on_what_it_is_computed_with()
    {
        using var scope = NewDisposeScope();
        var network = new PrimusMaskedAutoencoder(EncoderPresets.PrimusOptions("primus-tiny", 1, new(16, 16, 16), dropPath: 0.9));
        SeededWeights.Fill(network, 1);
        using var objective = new TokenDroppingAutoencoder(network);
        network.train();
        var image = randn([4, 1, 16, 16, 16]);
        var mask = zeros_like(image);
        mask[TensorIndex.Colon, 0, TensorIndex.Slice(0, 8)] = 1;
        mask[1, 0, TensorIndex.Colon, TensorIndex.Slice(0, 8)] = 1; // more than the others
        mask[2, 0, TensorIndex.Colon, TensorIndex.Slice(8, 16)] = 1; // and in another group with it
        var key = new StreamKey(5, "droppath", Step: 3);
        network.BeginStep(key);
        var answer = objective.Reconstruct(image, mask);
        for (var i = 0; i < 4; i++)
        {
            network.BeginStep(key with { Sample = i });
            var alone = objective.Reconstruct(image[i].unsqueeze(0), mask[i].unsqueeze(0));
            Assert.InRange((alone[0] - answer[i]).abs().max().item<float>(), 0, 1e-4f);
        }
    }

    [Fact]
    public void Nothing_hidden_reaches_a_sparse_encoder()
    {
        using var scope = NewDisposeScope();
        var network = new SparkMaskedAutoencoder((ResEncUNet)Network());
        SeededWeights.Fill(network, 1);
        using var objective = new SparseReconstruction(network, new(8, 8, 16));
        var image = randn([2, 1, 16, 16, 16]);
        var mask = zeros_like(image);
        mask[0, 0, TensorIndex.Slice(8, 16)] = 1;
        mask[1, 0, TensorIndex.Colon, TensorIndex.Slice(0, 8)] = 1;
        var answer = objective.Reconstruct(image, mask);
        Assert.Equal(image.shape, answer.shape);
        Assert.Equal(answer.detach().bytes.ToArray(), objective.Reconstruct(image + (100 * mask), mask).detach().bytes.ToArray());
        Assert.NotEqual(answer.detach().bytes.ToArray(), objective.Reconstruct(image * 2, zeros_like(mask)).detach().bytes.ToArray());
    }

    private static VolumeNetwork Network()
    {
        var network = EncoderPresets.Create("resenc-tiny", outputChannels: 1);
        SeededWeights.Fill(network, 1);
        return network;
    }
}
