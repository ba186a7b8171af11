using MedMim.FineTuning.Packages;
using MedMim.FineTuning.Segmentation;

namespace MedMim.FineTuning.Detection;

/// <summary><c>detector.json</c>: the manifest of a detector.</summary>
public sealed record DetectorManifest : PackageManifest
{
    /// <summary>Network, classes, patch size and how it was trained.</summary>
    public required DetectorOptions Options { get; init; }

    /// <summary>The anchors, in voxels of the prepared grid.</summary>
    public required AnchorPlan Anchors { get; init; }

    /// <inheritdoc/>
    internal override SegmenterOptions Common => Options.ToSegmenter();

    /// <inheritdoc/>
    internal override void Validate() => Options.Validate();
}
