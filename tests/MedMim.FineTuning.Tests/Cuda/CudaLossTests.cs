using MedMim.FineTuning.Losses;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Tests.Cuda;

/// <summary>Losses on a GPU are those of the processor.</summary>
public sealed class CudaLossTests : TorchTests
{
    [Theory]
    [InlineData(2, true)]
    [InlineData(5, false)]
    public void Dice_and_cross_entropy_and_their_gradients_are_those_of_the_processor(int classes, bool batchDice)
    {
        var gpu = Gpu.Require();
        var logits = randn([2, classes, 9, 8, 7]);
        var label = randint(0, classes, [2, 9, 8, 7]).to(ScalarType.Byte);
        label[0, 0] = tensor(DiceCrossEntropyLoss.Ignored);
        var (here, there) = (Run(CPU), Run(gpu));
        Assert.Equal(here.Loss, there.Loss, 1e-5);
        Assert.Equal(here.Dice, there.Dice, 1e-5);
        Assert.InRange(Gpu.Distance(there.Gradient, here.Gradient), 0, 1e-5);

        (double Loss, double Dice, Tensor Gradient) Run(Device device)
        {
            var input = logits.to(device).detach().requires_grad_();
            var (loss, dice) = DiceCrossEntropyLoss.Compute(input, label.to(device), batchDice);
            loss.backward();
            return (loss.cpu().item<float>(), dice.cpu().item<float>(), input.grad!);
        }
    }
}
