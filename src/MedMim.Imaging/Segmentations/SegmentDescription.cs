namespace MedMim.Imaging.Segmentations;

/// <summary>A label that is to become a segment.</summary>
/// <param name="Value">Its value in the label volume, 1 to 255.</param>
/// <param name="Label">Its name; becomes Segment Label.</param>
/// <param name="Category">What kind of thing it is, such as <c>Morphologically Abnormal Structure</c>.</param>
/// <param name="Type">What it is, such as <c>Neoplasm</c>.</param>
public sealed record SegmentDescription(byte Value, string Label, CodedTerm Category, CodedTerm Type)
{
    /// <summary>A label with the terms that its name suggests (<see cref="SegmentTerms"/>).</summary>
    public static SegmentDescription Named(byte value, string label) =>
        new(value, label, SegmentTerms.Category(label), SegmentTerms.Type(label));
}
