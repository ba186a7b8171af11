using MedMim.FineTuning.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Tests.Losses;

public sealed class DeepSupervisionTests : TorchTests
{
    [Fact]
    public void WeighsTheOutputsByHalves()
    {
        var label = zeros([1, 4, 4, 4], ScalarType.Byte);
        label[0, ..2, .., ..] = 1;
        var fine = randn([1, 2, 4, 4, 4]);
        var coarse = randn([1, 2, 2, 2, 2]);
        var thin = zeros([1, 2, 2, 2], ScalarType.Byte);
        thin[0, 0, .., ..] = 1;

        var (loss, dice) = DeepSupervision.Compute([fine, coarse], label, true);

        var (first, second) = (DiceCrossEntropyLoss.Compute(fine, label, true), DiceCrossEntropyLoss.Compute(coarse, thin, true));
        Assert.Equal((first.Loss.ToDouble() * 2 / 3) + (second.Loss.ToDouble() / 3), loss.ToDouble(), 1e-5);
        Assert.Equal(first.Dice.ToDouble(), dice.ToDouble(), 1e-6);
    }

    [Fact]
    public void OneOutputIsThePlainLoss()
    {
        var label = zeros([1, 4, 4, 4], ScalarType.Byte);
        var output = randn([1, 2, 4, 4, 4]);

        Assert.Equal(
            DiceCrossEntropyLoss.Compute(output, label, true).Loss.ToDouble(), DeepSupervision.Compute([output], label, true).Loss.ToDouble());
    }
}
