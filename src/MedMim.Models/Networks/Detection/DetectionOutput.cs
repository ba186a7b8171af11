using static TorchSharp.torch;

namespace MedMim.Models.Networks.Detection;

/// <summary>
/// What a detector says of a batch. Anchors are in the order: level (finest first), cell in C order [z, y, x], anchor.
/// </summary>
/// <param name="Scores">Logits, [n, anchors, classes].</param>
/// <param name="Deltas">
/// Boxes beside their anchors, [n, anchors, 6]: offsets of the centre [z, y, x] in anchor extents, then natural logarithms of
/// the extents' ratios.
/// </param>
/// <param name="Segmentation">Logits of background and foreground, [n, 2, d, h, w].</param>
public sealed record DetectionOutput(Tensor Scores, Tensor Deltas, Tensor Segmentation);
