namespace MedMim.Imaging.Structures;

/// <summary>The contours of an RT Structure Set (DICOM PS3.3 A.19).</summary>
/// <param name="FrameOfReferenceUid">The frame in which the points are given, where a region does not name its own.</param>
/// <param name="ReferencedSeriesUids">Series Instance UIDs on which they were drawn.</param>
/// <param name="Regions">The regions of interest.</param>
public sealed record StructureSet(
    string FrameOfReferenceUid, IReadOnlyList<string> ReferencedSeriesUids, IReadOnlyList<StructureRegion> Regions);
