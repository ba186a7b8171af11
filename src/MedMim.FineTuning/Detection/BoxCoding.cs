using MedMim.Imaging.Boxes;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Detection;

/// <summary>
/// Boxes beside their anchors, as <see cref="Models.Networks.Detection.DetectionOutput.Deltas"/> has them, and the
/// generalised IoU of tensors of boxes.
/// </summary>
internal static class BoxCoding
{
    // An extent is at most 1000/16 of its anchor's, as in Faster R-CNN, so that a wild answer stays finite.
    private static readonly double Widest = Math.Log(1000.0 / 16);

    /// <summary>Edges [m, 6]: low [z, y, x], then high.</summary>
    public static Tensor Edges(IReadOnlyList<Box3> boxes, Device device)
    {
        var edges = new float[6 * boxes.Count];
        for (var i = 0; i < boxes.Count; i++)
        {
            var b = boxes[i];
            new[] { (float)b.LowZ, (float)b.LowY, (float)b.LowX, (float)b.HighZ, (float)b.HighY, (float)b.HighX }.CopyTo(edges, 6 * i);
        }

        return tensor(edges, device: device).reshape(boxes.Count, 6);
    }

    /// <summary>The boxes that deltas mean, as edges [m, 6].</summary>
    /// <param name="deltas">[m, 6].</param>
    /// <param name="anchors">Edges of the anchors, [m, 6].</param>
    public static Tensor Decode(Tensor deltas, Tensor anchors)
    {
        var (low, high) = (anchors.narrow(1, 0, 3), anchors.narrow(1, 3, 3));
        var size = high - low;
        var centre = ((low + high) / 2) + (deltas.narrow(1, 0, 3) * size);
        var half = size * deltas.narrow(1, 3, 3).clamp(-Widest, Widest).exp() / 2;
        return cat([centre - half, centre + half], 1);
    }

    /// <summary>Generalised IoU row by row, [m]; see <see cref="BoxOverlap.GeneralisedIoU"/>.</summary>
    /// <param name="a">Edges, [m, 6].</param>
    /// <param name="b">Edges, [m, 6].</param>
    public static Tensor GeneralisedIoU(Tensor a, Tensor b)
    {
        var (lowA, highA, lowB, highB) = (a.narrow(1, 0, 3), a.narrow(1, 3, 3), b.narrow(1, 0, 3), b.narrow(1, 3, 3));
        var common = (minimum(highA, highB) - maximum(lowA, lowB)).clamp_min(0).prod(1);
        var union = (highA - lowA).prod(1) + (highB - lowB).prod(1) - common;
        var hull = (maximum(highA, highB) - minimum(lowA, lowB)).prod(1);
        return (common / union.clamp_min(1e-6)) - ((hull - union) / hull.clamp_min(1e-6));
    }
}
