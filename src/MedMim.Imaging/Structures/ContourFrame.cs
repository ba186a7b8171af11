using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Structures;

/// <summary>
/// Checks that contours are given in the image's frame of reference. Some programs make up the frame's UID but name the
/// slices on which they drew: such contours are taken where they lie in the planes of those very slices.
/// </summary>
public static class ContourFrame
{
    /// <summary>Checks regions.</summary>
    /// <param name="regions">Regions; the points in LPS, mm.</param>
    /// <param name="imageFrameUid">The image's Frame of Reference UID; empty where it has none, and then nothing can be checked.</param>
    /// <param name="instances">SOP Instance UID of slice k, for every slice; may be empty.</param>
    /// <param name="geometry">The image's grid.</param>
    /// <returns>Whether a region names another frame and was taken for its slices' sake.</returns>
    /// <exception cref="RefusedException"><c>frame-of-reference-mismatch</c></exception>
    public static bool Check(
        IEnumerable<StructureRegion> regions, string imageFrameUid, IReadOnlyList<string> instances, VolumeGeometry geometry)
    {
        ArgumentNullException.ThrowIfNull(regions);
        ArgumentNullException.ThrowIfNull(imageFrameUid);
        ArgumentNullException.ThrowIfNull(instances);
        ArgumentNullException.ThrowIfNull(geometry);
        var foreign = regions
            .Where(r => r.FrameOfReferenceUid.Length > 0 && imageFrameUid.Length > 0 && r.FrameOfReferenceUid != imageFrameUid)
            .ToList();
        var slices = instances.Select((uid, z) => (uid, z))
            .DistinctBy(s => s.uid, StringComparer.Ordinal)
            .ToDictionary(s => s.uid, s => s.z, StringComparer.Ordinal);
        if (foreign.SelectMany(r => r.Contours).Any(c => !LiesInItsSlice(c, slices, geometry)))
        {
            throw new RefusedException(new(
                RefusalCodes.FrameOfReferenceMismatch,
                "Its contours are given in another frame of reference than the image, and their slices do not settle it."));
        }

        return foreign.Count > 0;
    }

    private static bool LiesInItsSlice(StructureContour contour, Dictionary<string, int> slices, VolumeGeometry geometry) =>
        contour.InstanceUid.Length > 0
        && slices.TryGetValue(contour.InstanceUid, out var slice)
        && contour.Points.All(p => Math.Abs(geometry.ToIndex(p).Z - slice) <= PlanarContour.PlaneTolerance);
}
