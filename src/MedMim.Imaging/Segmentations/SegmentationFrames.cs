using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Segmentations;

/// <summary>Reads the functional groups of a segmentation (DICOM PS3.3 A.51.5): its frames in the order of the file.</summary>
internal static class SegmentationFrames
{
    private const double CosineTolerance = 1e-3;

    /// <exception cref="RefusedException">
    /// <c>broken-header</c>: other frames than promised, or one without its segment; <c>no-geometry</c>: one without its place.
    /// </exception>
    public static IReadOnlyList<SegmentationFrame> Of(
        DicomDataset dataset, SegmentationKind kind, IReadOnlyCollection<int> segments)
    {
        var groups = dataset.Items(DicomTags.PerFrameFunctionalGroupsSequence);
        if (groups.Count == 0 || groups.Count != dataset.Integer(DicomTags.NumberOfFrames))
        {
            throw Refuse(RefusalCodes.BrokenHeader, "It describes another number of frames than it promises.");
        }

        var shared = dataset.Items(DicomTags.SharedFunctionalGroupsSequence) is [var first, ..] ? first : new DicomDataset();
        int Segment(DicomDataset group) => kind == SegmentationKind.Labelmap ? 0 : SegmentOf(group, shared, segments);
        return [.. groups.Select((g, i) => Frame(i, Segment(g), g, shared))];
    }

    private static int SegmentOf(DicomDataset frame, DicomDataset shared, IReadOnlyCollection<int> segments) =>
        Group(frame, shared, SegmentationTags.SegmentIdentificationSequence)
            ?.Integer(SegmentationTags.ReferencedSegmentNumber) is { } number && segments.Contains(number)
            ? number
            : throw Refuse(RefusalCodes.BrokenHeader, "A frame names no segment, or one that is not described.");

    private static SegmentationFrame Frame(int index, int segment, DicomDataset frame, DicomDataset shared)
    {
        var position = Group(frame, shared, DicomTags.PlanePositionSequence)?.Vector(DicomTags.ImagePositionPatient);
        var cosines = Group(frame, shared, DicomTags.PlaneOrientationSequence)?.Numbers(DicomTags.ImageOrientationPatient);
        var spacing = Group(frame, shared, DicomTags.PixelMeasuresSequence)?.Numbers(DicomTags.PixelSpacing);
        if (position is null || cosines is not { Count: 6 } || spacing is not [> 0, > 0])
        {
            throw Refuse(RefusalCodes.NoGeometry, "A frame lacks its position, orientation or pixel spacing.");
        }

        var row = new Vector3(cosines[0], cosines[1], cosines[2]);
        var column = new Vector3(cosines[3], cosines[4], cosines[5]);
        return Math.Abs(row.Length - 1) <= CosineTolerance && Math.Abs(column.Length - 1) <= CosineTolerance
            && Math.Abs(Vector3.Dot(row, column)) <= CosineTolerance
            ? new(index, segment, position.Value, spacing[1] * row, spacing[0] * column)
            : throw Refuse(RefusalCodes.BrokenHeader, "The direction cosines are not two perpendicular unit vectors.");
    }

    private static DicomDataset? Group(DicomDataset frame, DicomDataset shared, DicomTag macro) =>
        frame.Items(macro) is [var own, ..] ? own : shared.Items(macro) is [var common, ..] ? common : null;

    private static RefusedException Refuse(string code, string reason) => new(new(code, reason));
}
