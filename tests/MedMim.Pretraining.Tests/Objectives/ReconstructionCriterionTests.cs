using MedMim.Models.Native;
using MedMim.Pretraining.Objectives;
using static TorchSharp.torch;

namespace MedMim.Pretraining.Tests.Objectives;

public sealed class ReconstructionCriterionTests
{
    public ReconstructionCriterionTests() => TorchRuntime.Initialize();

    [Theory]
    [InlineData(ReconstructionLoss.MeanSquared, (9 + 4) / 2.0)]
    [InlineData(ReconstructionLoss.MeanAbsolute, (3 + 2) / 2.0)]
    public void Only_what_counts_counts(ReconstructionLoss kind, double expected)
    {
        using var scope = NewDisposeScope();
        var criterion = new ReconstructionCriterion(new() { Loss = kind }, new(1, 1, 1));
        var loss = criterion.Loss(
            tensor(new float[] { 4, 1, 100, 100 }), tensor(new float[] { 1, 3, 0, 0 }), tensor(new float[] { 1, 1, 0, 0 }), ones(4));
        Assert.Equal(expected, loss.item<float>(), 6);
    }

    [Fact]
    public void Nothing_masked_is_a_loss_of_zero_and_not_of_nan()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(0, new ReconstructionCriterion(new(), new(1, 1, 1)).Loss(ones(4), zeros(4), zeros(4), ones(4)).item<float>());
    }

    [Fact]
    public void A_normalised_target_has_mean_0_and_deviation_1_in_every_cell_and_can_be_undone()
    {
        using var scope = NewDisposeScope();
        var criterion = new ReconstructionCriterion(new() { NormaliseTarget = true }, new(2, 4, 8));
        var image = (randn([2, 1, 4, 8, 16]) * 3) + 5;
        var target = criterion.Normalised(image, ones_like(image));
        var cell = target[1, 0, TensorIndex.Slice(2, 4), TensorIndex.Slice(4, 8), TensorIndex.Slice(8, 16)];
        Assert.InRange(cell.mean().item<float>(), -1e-5, 1e-5);
        Assert.InRange(cell.var(unbiased: true).item<float>(), 0.999, 1.001);
        Assert.InRange((criterion.Intensities(target, image, ones_like(image)) - image).abs().max().item<float>(), 0, 1e-4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Errors_of_cells_are_in_intensities_and_leave_out_what_does_not_count(bool normalise)
    {
        using var scope = NewDisposeScope();
        var criterion = new ReconstructionCriterion(new() { NormaliseTarget = normalise }, new(1, 2, 2));
        var image = arange(2 * 2 * 4, dtype: ScalarType.Float32).reshape(1, 1, 2, 2, 4) * 7;
        var wanted = image + 3;
        wanted[0, 0, 1, 1, 3] = 1000;
        var (weight, present) = (ones_like(image), ones_like(image));
        weight[0, 0, 1, 1, 3] = 0; // the last cell's last voxel
        weight[0, 0, 0, TensorIndex.Colon, TensorIndex.Slice(0, 2)] = 0; // the first cell

        // A normalised answer: the intensities wanted, each cell by its own mean and deviation.
        var output = wanted;
        if (normalise)
        {
            var (zero, one) = (criterion.Intensities(zeros_like(image), image, present), criterion.Intensities(ones_like(image), image, present));
            output = (wanted - zero) / (one - zero);
        }

        var errors = criterion.CellErrors(output, image, weight, present);
        Assert.Equal([1L, 4], errors.shape);
        Assert.Equal([0f, 9, 9, 9], errors.data<float>().ToArray().Select(e => MathF.Round(e, 2)));
    }

    [Theory]
    [InlineData(ReconstructionLoss.MeanSquared, false)]
    [InlineData(ReconstructionLoss.MeanAbsolute, false)]
    [InlineData(ReconstructionLoss.MeanSquared, true)]
    [InlineData(ReconstructionLoss.MeanAbsolute, true)]
    public void Absent_voxels_change_neither_loss_nor_gradient_nor_errors_whatever_they_hold(ReconstructionLoss kind, bool normalise)
    {
        using var scope = NewDisposeScope();
        var criterion = new ReconstructionCriterion(new() { Loss = kind, NormaliseTarget = normalise }, new(2, 2, 4));
        var (image, mask) = (randn([2, 1, 4, 4, 8]), (rand([2, 1, 4, 4, 8]) < 0.7).to(ScalarType.Float32));
        var present = (rand_like(image) < 0.6).to(ScalarType.Float32);
        var output = randn_like(image).requires_grad_();
        var other = image + (1000 * (1 - present) * randn_like(image));
        var weight = mask * present;
        var (first, second) = (criterion.Loss(output, image, weight, present), criterion.Loss(output, other, weight, present));
        Assert.Equal(first.item<float>(), second.item<float>());
        first.backward();
        Assert.Equal(0, (output.grad! * (1 - weight)).abs().sum().item<float>());
        Assert.Equal(
            criterion.CellErrors(output.detach(), image, weight, present).bytes.ToArray(),
            criterion.CellErrors(output.detach(), other, weight, present).bytes.ToArray());
    }
}
