using MedMim.Imaging.Dicom;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Scans;

/// <summary>Where the frames of one file lie: the Image Plane Module, or the functional groups of an enhanced object.</summary>
internal sealed record FramePlanes
{
    public IReadOnlyList<Vector3> Positions { get; private init; } = [];

    public Vector3? RowDirection { get; private init; }

    public Vector3? ColumnDirection { get; private init; }

    public double? RowSpacing { get; private init; }

    public double? ColumnSpacing { get; private init; }

    public double? SliceThickness { get; private init; }

    /// <exception cref="RefusedException">Frames differ in orientation or spacing, or some lack a position.</exception>
    public static FramePlanes Of(DicomDataset dataset)
    {
        var frames = dataset.Items(DicomTags.PerFrameFunctionalGroupsSequence);
        if (frames.Count == 0)
        {
            return Plane(dataset, dataset, dataset);
        }

        var shared = dataset.Items(DicomTags.SharedFunctionalGroupsSequence) is [var first, ..] ? first : new DicomDataset();
        var planes = frames.Select(f => Plane(
            Group(f, shared, DicomTags.PlanePositionSequence),
            Group(f, shared, DicomTags.PlaneOrientationSequence),
            Group(f, shared, DicomTags.PixelMeasuresSequence))).ToList();
        if (planes.Any(p => p.RowDirection != planes[0].RowDirection || p.ColumnDirection != planes[0].ColumnDirection))
        {
            throw new RefusedException(new(RefusalCodes.MixedOrientation, "The frames are oriented differently."));
        }

        if (planes.Any(p => p.RowSpacing != planes[0].RowSpacing || p.ColumnSpacing != planes[0].ColumnSpacing))
        {
            throw new RefusedException(new(RefusalCodes.MixedGrid, "The frames differ in pixel spacing."));
        }

        var positions = planes.SelectMany(p => p.Positions).ToList();
        return planes[0] with { Positions = positions.Count == frames.Count ? positions : [] };
    }

    private static DicomDataset Group(DicomDataset frame, DicomDataset shared, DicomTag macro) =>
        frame.Items(macro) is [var own, ..] ? own : shared.Items(macro) is [var common, ..] ? common : new DicomDataset();

    private static FramePlanes Plane(DicomDataset position, DicomDataset orientation, DicomDataset measures)
    {
        var cosines = orientation.Numbers(DicomTags.ImageOrientationPatient);
        var spacing = measures.Numbers(DicomTags.PixelSpacing);
        return new FramePlanes
        {
            Positions = position.Vector(DicomTags.ImagePositionPatient) is { } origin ? [origin] : [],
            RowDirection = cosines.Count == 6 ? new Vector3(cosines[0], cosines[1], cosines[2]) : null,
            ColumnDirection = cosines.Count == 6 ? new Vector3(cosines[3], cosines[4], cosines[5]) : null,
            RowSpacing = spacing.Count == 2 ? spacing[0] : null,
            ColumnSpacing = spacing.Count == 2 ? spacing[1] : null,
            SliceThickness = measures.Number(DicomTags.SpacingBetweenSlices) ?? measures.Number(DicomTags.SliceThickness),
        };
    }
}
