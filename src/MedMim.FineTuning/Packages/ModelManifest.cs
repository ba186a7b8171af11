using MedMim.FineTuning.Segmentation;

namespace MedMim.FineTuning.Packages;

/// <summary><c>model.json</c>: the manifest of a segmenter.</summary>
public sealed record ModelManifest : PackageManifest
{
    /// <summary>Network, classes, patch size and how it was trained.</summary>
    public required SegmenterOptions Options { get; init; }

    /// <inheritdoc/>
    internal override SegmenterOptions Common => Options;

    /// <inheritdoc/>
    internal override void Validate() => Options.Validate();
}
