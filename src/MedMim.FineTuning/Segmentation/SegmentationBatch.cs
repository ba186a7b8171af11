using static TorchSharp.torch;

namespace MedMim.FineTuning.Segmentation;

/// <summary>The patches of a step.</summary>
/// <param name="Image">[n, 1, d, h, w], float32.</param>
/// <param name="Label">[n, d, h, w], uint8: classes, 255 where a voxel does not count.</param>
/// <param name="CaseIds">Where they come from.</param>
public sealed record SegmentationBatch(Tensor Image, Tensor Label, IReadOnlyList<string> CaseIds);
