using System.Text.Json;
using MedMim.FineTuning.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Tests.Losses;

public sealed class DiceCrossEntropyLossTests : TorchTests
{
    [Fact]
    public void UniformScoresHaveTheirClosedForm()
    {
        // Two classes at p = ½ on 8 voxels, 2 of them foreground: CE = ln 2; Dice = (2·1 + ε)/(4 + 2 + ε).
        var label = Label(1, 1, 0, 0, 0, 0, 0, 0);

        var (loss, dice) = DiceCrossEntropyLoss.Compute(zeros([1, 2, 2, 2, 2]), label, batchDice: true);

        Assert.Equal(2.0 / 6, dice.ToDouble(), 1e-5);
        Assert.Equal(Math.Log(2) + 1 - (2.0 / 6), loss.ToDouble(), 1e-5);
    }

    [Fact]
    public void IgnoredVoxelsCountInNeitherTerm()
    {
        var logits = randn([1, 3, 2, 2, 2], generator: new Generator(1));
        var changed = logits.clone();
        changed[0, .., 1, 1, 1] = tensor(new float[] { 5, -9, 3 });
        var label = Label(1, 2, 0, 0, 1, 0, 0, 255);

        Assert.Equal(
            DiceCrossEntropyLoss.Compute(logits, label, batchDice: true).Loss.ToDouble(),
            DiceCrossEntropyLoss.Compute(changed, label, batchDice: true).Loss.ToDouble());
    }

    [Fact]
    public void PerfectScoresCostNothing()
    {
        var label = Label(1, 2, 0, 0, 1, 0, 2, 2);
        var logits = 100 * nn.functional.one_hot(label.to(ScalarType.Int64), 3).permute(0, 4, 1, 2, 3).to(ScalarType.Float32);

        var (loss, dice) = DiceCrossEntropyLoss.Compute(logits, label, batchDice: true);

        Assert.Equal(0, loss.ToDouble(), 1e-5);
        Assert.Equal(1, dice.ToDouble(), 1e-5);
    }

    [Fact]
    public void NothingToCountGivesZeroAndZeroGradients()
    {
        var logits = randn([1, 2, 2, 2, 2]).requires_grad_();

        var (loss, _) = DiceCrossEntropyLoss.Compute(logits, full([1, 2, 2, 2], (byte)255, ScalarType.Byte), batchDice: true);
        loss.backward();

        Assert.Equal(0, loss.ToDouble(), 1e-6);
        Assert.Equal(0, logits.grad!.abs().max().ToDouble());
    }

    [Fact]
    public void AnAbsentClassThatIsNotPredictedScoresOne()
    {
        // Class 2 is in neither: (0 + ε)/(0 + ε) = 1 as its probability goes to 0.
        var label = Label(1, 1, 0, 0, 0, 0, 0, 0);
        var logits = 60 * nn.functional.one_hot(label.to(ScalarType.Int64), 3).permute(0, 4, 1, 2, 3).to(ScalarType.Float32);

        Assert.Equal(1, DiceCrossEntropyLoss.Compute(logits, label, batchDice: true).Dice.ToDouble(), 1e-4);
    }

    [Fact]
    public void GradientsMatchFiniteDifferences()
    {
        var label = Label(1, 2, 0, 255, 1, 0, 2, 0);
        var logits = randn([1, 3, 2, 2, 2], generator: new Generator(3)).requires_grad_();
        DiceCrossEntropyLoss.Compute(logits, label, batchDice: true).Loss.backward();
        using var noGrad = no_grad();
        foreach (var i in new long[] { 0, 5, 9, 17, 23 })
        {
            const double h = 1e-2;
            double At(double shift)
            {
                var moved = logits.clone();
                moved.view(-1)[i] += shift;
                return DiceCrossEntropyLoss.Compute(moved, label, batchDice: true).Loss.ToDouble();
            }

            Assert.Equal((At(h) - At(-h)) / (2 * h), logits.grad!.view(-1)[i].ToDouble(), 1e-3);
        }
    }

    [Fact]
    public void WithoutBatchDiceEachSampleHasItsOwnFraction()
    {
        // p = ½ everywhere, 2 and 6 of 8 voxels foreground: (2·1)/(4 + 2) and (2·3)/(4 + 6); over the batch (2·4)/(8 + 8).
        var label = cat([Label(1, 1, 0, 0, 0, 0, 0, 0), Label(1, 1, 1, 1, 1, 1, 0, 0)]);
        var logits = zeros([2, 2, 2, 2, 2]);

        Assert.Equal(((2.0 / 6) + (6.0 / 10)) / 2, DiceCrossEntropyLoss.Compute(logits, label, batchDice: false).Dice.ToDouble(), 1e-5);
        Assert.Equal(0.5, DiceCrossEntropyLoss.Compute(logits, label, batchDice: true).Dice.ToDouble(), 1e-5);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AgreesWithPyTorch(bool batchDice)
    {
        var golden = JsonDocument.Parse(File.ReadAllText(Repository.Golden("segmentation_loss.json"))).RootElement;
        var truth = golden.GetProperty(batchDice ? "batch" : "sample");
        float[] Numbers(JsonElement owner, string name) => [.. owner.GetProperty(name).EnumerateArray().Select(v => v.GetSingle())];
        var shape = Numbers(golden, "shape").Select(v => (long)v).ToArray();
        var logits = tensor(Numbers(golden, "logits")).reshape(shape).requires_grad_();
        var label = tensor(Numbers(golden, "label")).to(ScalarType.Byte).reshape(shape[0], shape[2], shape[3], shape[4]);

        var (loss, dice) = DiceCrossEntropyLoss.Compute(logits, label, batchDice);
        loss.backward();

        Assert.Equal(truth.GetProperty("loss").GetDouble(), loss.ToDouble(), 2e-6);
        Assert.Equal(truth.GetProperty("dice").GetDouble(), dice.ToDouble(), 1e-6);
        var gradient = logits.grad!.data<float>().ToArray();
        Assert.All(gradient.Zip(Numbers(truth, "gradient")), g => Assert.Equal(g.Second, g.First, 1e-6f));
    }

    private static Tensor Label(params byte[] values) => tensor(values).reshape(1, 2, 2, 2);
}
