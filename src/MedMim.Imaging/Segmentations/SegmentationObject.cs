namespace MedMim.Imaging.Segmentations;

/// <summary>What a DICOM Segmentation says of itself, without its pixels (DICOM PS3.3 A.51).</summary>
/// <param name="Kind">How segments are stored.</param>
/// <param name="FrameOfReferenceUid">The frame in which its frames lie.</param>
/// <param name="ReferencedSeriesUids">Series Instance UIDs on which it was drawn.</param>
/// <param name="Segments">Its segments, in the order of the file.</param>
public sealed record SegmentationObject(
    SegmentationKind Kind, string FrameOfReferenceUid, IReadOnlyList<string> ReferencedSeriesUids, IReadOnlyList<Segment> Segments);
