using MedMim.FineTuning.Losses;
using MedMim.Foundation.Randomness;
using MedMim.Models.Native;
using MedMim.Models.Networks.Detection;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Detection;

/// <summary>
/// Binary cross-entropy of the chosen anchors (<see cref="AnchorSample"/>), 1 − generalised IoU of those that answer for a
/// lesion, and Dice with cross-entropy of the auxiliary segmentation (nnDetection's three, weighted alike). Always float32.
/// </summary>
/// <param name="Total">Their sum, to be differentiated.</param>
/// <param name="Classification">Mean over the chosen anchors of the sum over classes.</param>
/// <param name="Regression">Mean over the anchors of lesions; 0 where there is none.</param>
/// <param name="Dice">Soft Dice of the segmentation.</param>
internal sealed record DetectionLoss(Tensor Total, Tensor Classification, Tensor Regression, Tensor Dice)
{
    /// <param name="output">The network's answer.</param>
    /// <param name="targets">What is there.</param>
    /// <param name="label">Classes, [n, d, h, w], uint8; 255 where a voxel does not count.</param>
    /// <param name="anchors">The anchors.</param>
    /// <param name="stream">The random stream of a patch.</param>
    public static DetectionLoss Compute(
        DetectionOutput output, DetectionTargets targets, Tensor label, AnchorGrid anchors, Func<int, RandomStream> stream)
    {
        using var precise = Autocast.Off(output.Scores.device_type);
        var highest = output.Scores.detach().amax([2]).cpu();
        var (rows, hits, deltas, anchorBoxes, lesionBoxes) =
            (new List<Tensor>(), new List<float>(), new List<Tensor>(), new List<Imaging.Boxes.Box3>(), new List<Imaging.Boxes.Box3>());
        var classes = (int)output.Scores.shape[2];
        for (var i = 0; i < targets.Lesions.Count; i++)
        {
            var (sample, lesions) = (i, targets.Lesions[i]);
            var (positives, negatives) = AnchorSample.Choose(
                lesions, highest[i].data<float>().ToArray(), a => targets.MayBeEmpty(sample, anchors.Boxes[a]), stream(i));
            rows.Add(Rows(output.Scores[i], [.. positives.Select(p => p.Anchor), .. negatives]));
            hits.AddRange(positives.SelectMany(p => Enumerable.Range(0, classes).Select(c => lesions[p.Lesion].Class == c ? 1f : 0f)));
            hits.AddRange(new float[negatives.Count * classes]);
            deltas.Add(Rows(output.Deltas[i], [.. positives.Select(p => p.Anchor)]));
            anchorBoxes.AddRange(positives.Select(p => anchors.Boxes[p.Anchor]));
            lesionBoxes.AddRange(positives.Select(p => lesions[p.Lesion].Box));
        }

        var device = output.Scores.device;
        var scores = cat(rows, 0);
        var classification = nn.functional.binary_cross_entropy_with_logits(
            scores, tensor(hits.ToArray(), device: device).reshape(hits.Count / classes, classes), reduction: nn.Reduction.Sum)
            / Math.Max(1, hits.Count / classes);
        var regression = anchorBoxes.Count == 0
            ? cat(deltas, 0).sum()
            : (1 - BoxCoding.GeneralisedIoU(
                BoxCoding.Decode(cat(deltas, 0), BoxCoding.Edges(anchorBoxes, device)), BoxCoding.Edges(lesionBoxes, device))).mean();
        var (segmentation, dice) = DiceCrossEntropyLoss.Compute(output.Segmentation, DetectionTargets.Foreground(label), batchDice: true);
        return new(classification + regression + segmentation, classification.detach(), regression.detach(), dice);
    }

    private static Tensor Rows(Tensor table, int[] places) =>
        table.index_select(0, tensor(Array.ConvertAll(places, p => (long)p), device: table.device));
}
