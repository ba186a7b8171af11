using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans.Pixels;

namespace MedMim.Imaging.Scans.Headers;

/// <summary>Takes from a DICOM data set what assembling a series needs.</summary>
public static class InstanceHeaders
{
    /// <summary>The header of a classic or enhanced (multi-frame) image, a structure set or a segmentation.</summary>
    /// <exception cref="RefusedException">
    /// A part of a concatenation (<c>unsupported</c>), or a mosaic that does not say where its slices lie (<c>no-geometry</c>,
    /// <c>broken-header</c>).
    /// </exception>
    public static InstanceHeader From(DicomDataset dataset, string path)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (dataset.Integer(DicomTags.InConcatenationTotalNumber) is > 1)
        {
            throw new RefusedException(new(
                RefusalCodes.Unsupported, "One part of an image that is spread over several files (a concatenation)."));
        }

        var header = Identity(dataset, path);
        var groups = FrameGroups.Of(dataset);
        if (dataset.Items(DicomTags.PerFrameFunctionalGroupsSequence).Count > 0)
        {
            return header with { FrameHeaders = [.. groups.Select(g => FrameHeaders.Of(g, enhanced: true))] };
        }

        var plane = FrameHeaders.Of(groups[0], enhanced: false);
        header = header with
        {
            StackKey = plane.StackKey,
            Positions = plane.Position is { } position ? [position] : [],
            RowDirection = plane.RowDirection,
            ColumnDirection = plane.ColumnDirection,
            RowSpacing = plane.RowSpacing,
            ColumnSpacing = plane.ColumnSpacing,
            SliceThickness = dataset.Number(DicomTags.SpacingBetweenSlices) ?? dataset.Number(DicomTags.SliceThickness),
        };
        return Mosaics.IsMosaic(header) ? Mosaics.Unfold(header, dataset) : header;
    }

    private static InstanceHeader Identity(DicomDataset dataset, string path) => new()
    {
        Path = path,
        PatientId = dataset.Text(DicomTags.PatientId),
        StudyUid = dataset.Text(DicomTags.StudyInstanceUid),
        SeriesUid = dataset.Text(DicomTags.SeriesInstanceUid),
        InstanceUid = dataset.Text(DicomTags.SopInstanceUid),
        SopClassUid = dataset.Text(DicomTags.SopClassUid),
        FrameOfReferenceUid = dataset.Text(DicomTags.FrameOfReferenceUid),
        Modality = dataset.Text(DicomTags.Modality),
        ImageType = dataset.Text(DicomTags.ImageType),
        SeriesDescription = dataset.Text(DicomTags.SeriesDescription),
        ProtocolName = dataset.Text(DicomTags.ProtocolName),
        Manufacturer = dataset.Text(DicomTags.Manufacturer),
        ModelName = dataset.Text(DicomTags.ManufacturerModelName),
        Institution = dataset.Text(DicomTags.InstitutionName),
        InstanceNumber = dataset.Integer(DicomTags.InstanceNumber),
        Rows = dataset.Integer(DicomTags.Rows) ?? 0,
        Columns = dataset.Integer(DicomTags.Columns) ?? 0,
        HasFloatPixels = FloatPixels.AreIn(dataset),
        Frames = Math.Max(1, dataset.Integer(DicomTags.NumberOfFrames) ?? 1),
    };
}
