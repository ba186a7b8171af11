using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans.Headers;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Segmentations;

/// <summary>The images of a source series, to be found by where they lie.</summary>
internal sealed class SourceImages
{
    // Positions are decimal strings; what lies this near (mm) is the same place.
    private const double SamePlace = 0.01;

    private readonly List<SourceImage> _images;

    /// <param name="headers">Headers of the files.</param>
    /// <param name="frames">Of a multi-frame file, the frames that count, from 0; empty for all.</param>
    public SourceImages(IReadOnlyList<DicomDataset> headers, IReadOnlyList<int> frames) =>
        _images = [.. headers.SelectMany(h => Of(h, frames))];

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

    private static IEnumerable<SourceImage> Of(DicomDataset header, IReadOnlyList<int> frames)
    {
        var isMultiFrame = header.Items(DicomTags.PerFrameFunctionalGroupsSequence).Count > 0;
        var (classUid, instanceUid) = (header.Text(DicomTags.SopClassUid), header.Text(DicomTags.SopInstanceUid));
        return FrameGroups.Of(header)
            .Select((groups, i) => (FrameHeaders.Of(groups, isMultiFrame).Position, Frame: i))
            .Where(f => f.Position is not null && (!isMultiFrame || frames.Count == 0 || frames.Contains(f.Frame)))
            .Select(f => new SourceImage(classUid, instanceUid, isMultiFrame ? f.Frame + 1 : null, f.Position!.Value));
    }
}
