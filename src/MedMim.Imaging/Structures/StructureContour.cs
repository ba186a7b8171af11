using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Structures;

/// <summary>One contour of a region.</summary>
/// <param name="Kind">Contour Geometric Type.</param>
/// <param name="Points">Its points, LPS, mm; a closed contour's last point is joined to its first.</param>
public sealed record StructureContour(ContourKind Kind, IReadOnlyList<Vector3> Points)
{
    /// <summary>SOP Instance UID of the slice on which it was drawn; empty where the file does not say.</summary>
    public string InstanceUid { get; init; } = string.Empty;
}
