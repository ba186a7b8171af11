using static TorchSharp.torch;

namespace MedMim.FineTuning.Losses;

/// <summary>
/// The loss over the outputs of all decoder stages, finest first: weights 1, ½, ¼ … normalised to a sum of 1
/// (nnU-Net's, but the coarsest output counts too). The label is thinned to each output's grid by taking every
/// stride-th voxel, on which the strided convolutions are centred.
/// </summary>
public static class DeepSupervision
{
    /// <param name="outputs">[n, c, d/s, h/s, w/s] for each stage, s = 1 first.</param>
    /// <param name="label">[n, d, h, w], uint8.</param>
    /// <param name="batchDice">Whether the sums of Dice run over the whole batch; otherwise over each sample.</param>
    /// <returns>The weighted loss, and the mean soft Dice of the finest output.</returns>
    public static (Tensor Loss, Tensor Dice) Compute(IReadOnlyList<Tensor> outputs, Tensor label, bool batchDice)
    {
        var norm = Enumerable.Range(0, outputs.Count).Sum(i => Math.Pow(0.5, i));
        var (loss, dice) = DiceCrossEntropyLoss.Compute(outputs[0], label, batchDice);
        loss = loss / norm;
        for (var i = 1; i < outputs.Count; i++)
        {
            loss += Math.Pow(0.5, i) / norm * DiceCrossEntropyLoss.Compute(outputs[i], Thin(label, outputs[i]), batchDice).Loss;
        }

        return (loss, dice);
    }

    private static Tensor Thin(Tensor label, Tensor output)
    {
        TensorIndex Stride(int axis) => TensorIndex.Slice(step: label.shape[axis] / output.shape[axis + 1]);
        return label[TensorIndex.Ellipsis, Stride(1), Stride(2), Stride(3)];
    }
}
