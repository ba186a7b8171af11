using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Segmentations;

/// <summary>A label, or a box, that is to become a segment.</summary>
/// <param name="Value">Its value in the label volume, 1 to 255; of a box its label value, which several may share.</param>
/// <param name="Label">Its name; becomes Segment Label.</param>
/// <param name="Category">What kind of thing it is, such as <c>Morphologically Abnormal Structure</c>.</param>
/// <param name="Type">What it is, such as <c>Neoplasm</c>.</param>
public sealed record SegmentDescription(byte Value, string Label, CodedTerm Category, CodedTerm Type)
{
    /// <summary>What else is to be said of it, in at most 1024 characters; becomes Segment Description. Default: nothing.</summary>
    public string Note { get; init; } = string.Empty;

    /// <summary>The voxels that it fills, where it is a box; null for the voxels that have its value.</summary>
    public VoxelBox? Box { get; init; }

    /// <summary>A label with the terms that its name suggests (<see cref="SegmentTerms"/>).</summary>
    public static SegmentDescription Named(byte value, string label) =>
        new(value, label, SegmentTerms.Category(label), SegmentTerms.Type(label));
}
