using System.Globalization;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Scans;

/// <summary>Takes from a DICOM data set what assembling a series needs.</summary>
public static class InstanceHeaders
{
    // What distinguishes the volumes of one series when their slices lie at the same positions.
    private static readonly DicomTag[] StackTags =
    [
        DicomTags.EchoNumbers, DicomTags.EchoTime, DicomTags.DiffusionBValue, DicomTags.TemporalPositionIdentifier,
    ];

    /// <summary>The header of a classic or enhanced (multi-frame) image, a structure set or a segmentation.</summary>
    /// <exception cref="RefusedException">The frames of a multi-frame object do not make one stack.</exception>
    public static InstanceHeader From(DicomDataset dataset, string path)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var plane = FramePlanes.Of(dataset);
        return new InstanceHeader
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
            Manufacturer = dataset.Text(DicomTags.Manufacturer),
            InstanceNumber = dataset.Integer(DicomTags.InstanceNumber),
            AcquisitionNumber = dataset.Integer(DicomTags.AcquisitionNumber),
            StackKey = StackKey(dataset),
            Rows = dataset.Integer(DicomTags.Rows) ?? 0,
            Columns = dataset.Integer(DicomTags.Columns) ?? 0,
            Frames = Math.Max(1, dataset.Integer(DicomTags.NumberOfFrames) ?? 1),
            Positions = plane.Positions,
            RowDirection = plane.RowDirection,
            ColumnDirection = plane.ColumnDirection,
            RowSpacing = plane.RowSpacing,
            ColumnSpacing = plane.ColumnSpacing,
            SliceThickness = plane.SliceThickness,
        };
    }

    private static string StackKey(DicomDataset dataset)
    {
        var numbers = StackTags
            .Select(tag => (Tag: tag, Values: dataset.Numbers(tag)))
            .Where(p => p.Values.Count > 0)
            .Select(p => $"{p.Tag}={string.Join('/', p.Values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}");
        return string.Join(';', numbers);
    }
}
