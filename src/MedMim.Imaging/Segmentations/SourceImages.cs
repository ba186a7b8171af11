using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Segmentations;

/// <summary>The images of a source series, to be found by where they lie.</summary>
internal sealed class SourceImages
{
    // Positions are decimal strings; what lies this near (mm) is the same place.
    private const double SamePlace = 0.01;

    private readonly List<SourceImage> _images;

    /// <param name="headers">Headers of the files.</param>
    public SourceImages(IReadOnlyList<DicomDataset> headers) => _images = [.. headers.SelectMany(Of)];

    /// <summary>One reference an instance, in the order of the files.</summary>
    public DicomDataset[] Instances() =>
        [.. _images.DistinctBy(i => i.InstanceUid, StringComparer.Ordinal).Select(i => (i with { Frame = null }).Reference())];

    /// <summary>The image that shows slice z of a grid, and whether it lies just there; none if it is half a slice away.</summary>
    public (SourceImage? Image, bool IsExact) Showing(int z, VolumeGeometry grid)
    {
        var place = grid.ToPhysical(z, 0, 0);
        double Away(SourceImage image) => Math.Abs(Vector3.Dot(image.Position - place, grid.AxisZ));
        var nearest = _images.MinBy(Away);
        return nearest is null || Away(nearest) > (grid.Spacing.Z / 2) + SamePlace
            ? (null, false)
            : (nearest, (nearest.Position - place).Length <= SamePlace);
    }

    private static IEnumerable<SourceImage> Of(DicomDataset header)
    {
        var positions = FramePlanes.Of(header).Positions;
        var isMultiFrame = header.Items(DicomTags.PerFrameFunctionalGroupsSequence).Count > 0;
        return positions.Select((p, i) => new SourceImage(
            header.Text(DicomTags.SopClassUid), header.Text(DicomTags.SopInstanceUid), isMultiFrame ? i + 1 : null, p));
    }
}
