using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Structures;

/// <summary>The contours of an RT Structure Set (DICOM PS3.3 A.19).</summary>
/// <param name="FrameOfReferenceUid">The frame in which the points are given.</param>
/// <param name="ReferencedSeriesUids">Series Instance UIDs on which they were drawn.</param>
/// <param name="Regions">The regions of interest.</param>
public sealed record StructureSet(
    string FrameOfReferenceUid, IReadOnlyList<string> ReferencedSeriesUids, IReadOnlyList<StructureRegion> Regions);

/// <summary>One region of interest.</summary>
/// <param name="Number">ROI Number (3006,0022).</param>
/// <param name="Name">ROI Name (3006,0026), such as <c>GTV_Mass</c>.</param>
/// <param name="Contours">Closed planar contours: points in LPS, mm.</param>
public sealed record StructureRegion(int Number, string Name, IReadOnlyList<IReadOnlyList<Vector3>> Contours);
