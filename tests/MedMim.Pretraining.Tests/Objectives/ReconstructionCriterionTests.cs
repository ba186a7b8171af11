using MedMim.Models.Native;
using MedMim.Models.Networks;
using MedMim.Pretraining.Objectives;
using static TorchSharp.torch;

namespace MedMim.Pretraining.Tests.Objectives;

public sealed class MaskedReconstructionTests
{
    public MaskedReconstructionTests() => TorchRuntime.Initialize();

    [Theory]
    [InlineData(ReconstructionLoss.MeanSquared, (9 + 4) / 2.0)]
    [InlineData(ReconstructionLoss.MeanAbsolute, (3 + 2) / 2.0)]
    public void Only_masked_and_present_voxels_count(ReconstructionLoss kind, double expected)
    {
        using var scope = NewDisposeScope();
        var objective = new MaskedReconstruction(new() { Loss = kind }, new(1, 1, 1));
        var mask = tensor(new float[] { 1, 1, 0, 1 });
        var present = tensor(new float[] { 1, 1, 1, 0 });
        var loss = objective.Loss(tensor(new float[] { 4, 1, 100, 100 }), tensor(new float[] { 1, 3, 0, 0 }), mask * present);
        Assert.Equal(expected, loss.item<float>(), 6);
    }

    [Fact]
    public void Nothing_masked_is_a_loss_of_zero_and_not_of_nan()
    {
        using var scope = NewDisposeScope();
        var objective = new MaskedReconstruction(new(), new(1, 1, 1));
        Assert.Equal(0, objective.Loss(ones(4), zeros(4), zeros(4)).item<float>());
    }

    [Fact]
    public void What_is_masked_cannot_reach_the_network()
    {
        using var scope = NewDisposeScope();
        using var network = EncoderPresets.Create("resenc-tiny", outputChannels: 1);
        var objective = new MaskedReconstruction(new(), new(8, 8, 8));
        var mask = zeros([1, 1, 16, 16, 16]);
        mask[0, 0, TensorIndex.Slice(0, 8)] = 1;
        var image = randn([1, 1, 16, 16, 16]);
        var altered = image + (100 * mask);
        var (first, second) = (objective.Run(network, image, mask, ones_like(mask)), objective.Run(network, altered, mask, ones_like(mask)));
        Assert.Equal(first.Output.detach().bytes.ToArray(), second.Output.detach().bytes.ToArray());
        Assert.NotEqual(first.Loss.item<float>(), second.Loss.item<float>());
    }

    [Fact]
    public void A_normalised_target_has_mean_0_and_deviation_1_in_every_cell_and_can_be_undone()
    {
        using var scope = NewDisposeScope();
        var objective = new MaskedReconstruction(new() { NormaliseTarget = true }, new(2, 4, 8));
        var image = (randn([2, 1, 4, 8, 16]) * 3) + 5;
        var target = objective.Normalised(image);
        var cell = target[1, 0, TensorIndex.Slice(2, 4), TensorIndex.Slice(4, 8), TensorIndex.Slice(8, 16)];
        Assert.InRange(cell.mean().item<float>(), -1e-5, 1e-5);
        Assert.InRange(cell.var(unbiased: true).item<float>(), 0.999, 1.001);
        Assert.InRange((objective.Picture(target, image) - image).abs().max().item<float>(), 0, 1e-4);
    }
}
