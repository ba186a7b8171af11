using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Segmentations;

/// <summary>Which segments to read, and onto which grid.</summary>
/// <param name="Path">The segmentation's file.</param>
/// <param name="Choices">The segments; where they overlap, the later one wins.</param>
/// <param name="Grid">The image's grid. The segmentation's pixels must fall on its voxels, in any orientation.</param>
public sealed record SegmentsPlan(string Path, IReadOnlyList<SegmentChoice> Choices, VolumeGeometry Grid)
{
    /// <summary>The part of the maximum from which a fractional segment covers a voxel, 0 to 1. Default: a half.</summary>
    public double Threshold { get; init; } = 0.5;
}
