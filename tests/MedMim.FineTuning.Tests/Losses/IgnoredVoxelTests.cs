using CsCheck;
using MedMim.Datasets.Sampling;
using MedMim.FineTuning.Losses;
using MedMim.FineTuning.Segmentation;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Tests.Losses;

/// <summary>What is predicted at a voxel labelled 255 must change nothing, wherever labels are used.</summary>
public sealed class IgnoredVoxelTests : TorchTests
{
    private const byte Ignored = DiceCrossEntropyLoss.Ignored;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void NoStageLearnsFromThemNotEvenAfterThinning(bool batchDice) =>
        Gen.Select(Gen.ULong, Gen.Double[0.05, 1]).Sample(
            (seed, share) =>
            {
                using var scope = NewDisposeScope();
                var (label, outputs) = Draw(seed, share);
                foreach (var output in outputs)
                {
                    output.requires_grad_();
                }

                DeepSupervision.Compute(outputs, label, batchDice).Loss.backward();
                for (var stage = 0; stage < outputs.Length; stage++)
                {
                    var gradient = outputs[stage].grad!.abs().amax(1);
                    var ignored = Thinned(label, 1 << stage).eq(Ignored);
                    Assert.Equal(0, (gradient * ignored).max().ToDouble());
                    Assert.Equal(ignored.logical_not().any().ToBoolean(), gradient.max().ToDouble() > 0);
                }
            },
            iter: 20,
            threads: 1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AnyPredictionThereGivesTheSameFigures(bool batchDice) =>
        Gen.Select(Gen.ULong, Gen.Double[0.05, 1]).Sample(
            (seed, share) =>
            {
                using var scope = NewDisposeScope();
                var (label, outputs) = Draw(seed, share);
                var others = outputs.Select((o, stage) =>
                    where(Thinned(label, 1 << stage).eq(Ignored).unsqueeze(1), 50 * randn(o.shape), o)).ToArray();

                var (loss, dice) = DeepSupervision.Compute(outputs, label, batchDice);
                var (otherLoss, otherDice) = DeepSupervision.Compute(others, label, batchDice);

                Assert.Equal(loss.ToSingle(), otherLoss.ToSingle());
                Assert.Equal(dice.ToSingle(), otherDice.ToSingle());
            },
            iter: 20,
            threads: 1);

    [Fact]
    public void ValidationDoesNotCountThem()
    {
        byte[] truth = [1, 1, 0, 0, Ignored, Ignored];
        Assert.Equal(2.0 / 3, Validator.Dice([1, 0, 0, 0, 1, 1], truth, 1));
        Assert.Equal(Validator.Dice([1, 0, 0, 0, 0, 0], truth, 1), Validator.Dice([1, 0, 0, 0, 1, 1], truth, 1));
        Assert.Null(Validator.Dice([0, 0, 0, 0, 1, 1], [0, 0, 0, 0, Ignored, Ignored], 1));
    }

    [Fact]
    public void ForegroundCropsAreNotPlacedOnThem()
    {
        // One labelled voxel in a corner, everything else ignored: every crop that must show foreground shows that voxel.
        var size = new GridSize(24, 24, 24);
        var label = Enumerable.Repeat(Ignored, (int)size.Count).ToArray();
        label[^1] = 1;
        var volume = MemoryCases.Volume("a", size, new float[size.Count], label);
        var sampler = new PatchSampler(new() { PatchSize = new(8, 8, 8), ForegroundProbability = 1 });
        for (var sample = 0; sample < 20; sample++)
        {
            Assert.Contains((byte)1, sampler.Sample(volume, new(new StreamKey(1, "test", Sample: sample))).Label!);
        }
    }

    [Fact]
    public void AnAllIgnoredCaseHasNoForeground() =>
        Assert.False(new LabelMap([new(1, "ball")]).Check("a", [Ignored, 0, Ignored]));

    private static (Tensor Label, Tensor[] Outputs) Draw(ulong seed, double share)
    {
        manual_seed((long)(seed >> 1));
        var label = randint(0, 3, [2, 8, 8, 8], ScalarType.Byte);
        label = where(rand(label.shape) < share, full_like(label, Ignored), label);
        return (label, [.. new long[] { 8, 4, 2 }.Select(side => 3 * randn([2, 3, side, side, side]))]);
    }

    private static Tensor Thinned(Tensor label, int stride)
    {
        var every = TensorIndex.Slice(step: stride);
        return label[TensorIndex.Ellipsis, every, every, every];
    }
}
