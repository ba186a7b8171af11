using MedMim.Models.Native;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Losses;

/// <summary>
/// Cross-entropy plus soft Dice, as nnU-Net combines them (Isensee et al., Nature Methods 2021): mean cross-entropy
/// + 1 − mean over foreground classes of (2Σpg + ε)/(Σp + Σg + ε), ε = 1e-5. The sums run over the whole batch (batch Dice),
/// or over each sample, whose fractions then are averaged. Voxels labelled 255 count in neither term. Always computed in float32.
/// </summary>
/// <remarks>
/// The label is never expanded to one channel a class: each class is gathered by its mask, so the extra memory is one
/// boolean volume rather than as many float volumes as there are classes.
/// </remarks>
public static class DiceCrossEntropyLoss
{
    /// <summary>The label of voxels that do not count.</summary>
    public const byte Ignored = 255;

    private const double Smooth = 1e-5;

    /// <summary>The loss, and the mean soft Dice of the foreground classes in it.</summary>
    /// <param name="logits">[n, c, d, h, w], c ≥ 2.</param>
    /// <param name="label">[n, d, h, w], uint8: class indices 0 to c − 1, or 255.</param>
    /// <param name="batchDice">Whether the sums of Dice run over the whole batch; otherwise over each sample.</param>
    /// <returns>Two scalars. Where every voxel is ignored the loss is 0, with gradients 0.</returns>
    public static (Tensor Loss, Tensor Dice) Compute(Tensor logits, Tensor label, bool batchDice)
    {
        using var precise = Autocast.Off(logits.device_type);
        var scores = logits.to(ScalarType.Float32);
        var counts = label.ne(Ignored);
        var counted = counts.sum().clamp_min(1).to(ScalarType.Float32);
        var crossEntropy = CrossEntropy(scores, label.to(ScalarType.Int64)) / counted;
        var dice = SoftDice(scores.softmax(1), label, counts.to(ScalarType.Float32), batchDice ? [0, 1, 2, 3] : [1, 2, 3]);
        return (crossEntropy + 1 - dice, dice.detach());
    }

    // A GPU adds the losses of a volume's voxels in any order, but not those of a table's rows.
    private static Tensor CrossEntropy(Tensor scores, Tensor classes)
    {
        var isTable = scores.device_type == TorchSharp.DeviceType.CUDA;
        var (values, places) = isTable ? (scores.movedim([1], [-1]).flatten(0, -2), classes.flatten()) : (scores, classes);
        return nn.functional.cross_entropy(values, places, ignore_index: Ignored, reduction: nn.Reduction.Sum);
    }

    private static Tensor SoftDice(Tensor probabilities, Tensor label, Tensor counts, long[] axes)
    {
        var dice = new List<Tensor>();
        for (var c = 1; c < probabilities.shape[1]; c++)
        {
            var p = probabilities.select(1, c);
            var g = label.eq(c);
            var overlap = (p * g).sum(axes);
            var total = (p * counts).sum(axes) + g.sum(axes);
            dice.Add(((2 * overlap) + Smooth) / (total + Smooth));
        }

        return stack(dice).mean();
    }
}
