namespace MedMim.Imaging.Structures;

/// <summary>One region of interest.</summary>
/// <param name="Number">ROI Number (3006,0022).</param>
/// <param name="Name">ROI Name (3006,0026), such as <c>GTV_Mass</c>.</param>
/// <param name="Contours">Its contours, in the order of the file.</param>
public sealed record StructureRegion(int Number, string Name, IReadOnlyList<StructureContour> Contours)
{
    /// <summary>The frame of reference in which the points are given; empty where the file does not say.</summary>
    public string FrameOfReferenceUid { get; init; } = string.Empty;
}
