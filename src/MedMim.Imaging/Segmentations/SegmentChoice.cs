namespace MedMim.Imaging.Segmentations;

/// <summary>A segment that is to become a label.</summary>
/// <param name="Segment">Segment Number.</param>
/// <param name="Value">The label's value.</param>
public sealed record SegmentChoice(int Segment, byte Value);
