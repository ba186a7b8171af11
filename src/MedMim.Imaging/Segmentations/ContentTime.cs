using System.Globalization;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Segmentations;

/// <summary>Content Date and Content Time of an object that is written.</summary>
internal static class ContentTime
{
    // The image's own time, else what comes nearest.
    private static readonly (DicomTag Date, DicomTag Time)[] Times =
    [
        (SegmentationTags.ContentDate, SegmentationTags.ContentTime),
        (DicomTags.AcquisitionDate, DicomTags.AcquisitionTime),
        (DicomTags.SeriesDate, DicomTags.SeriesTime),
        (DicomTags.StudyDate, DicomTags.StudyTime),
        (SegmentationTags.InstanceCreationDate, SegmentationTags.InstanceCreationTime),
    ];

    /// <summary>What is given, else the source's, as DICOM writes them (DA, TM).</summary>
    /// <exception cref="InputException">The source has no date, and none is given.</exception>
    public static (string Date, string Time) Of(DicomDataset source, DateTime? given)
    {
        if (given is { } time)
        {
            return (time.ToString("yyyyMMdd", CultureInfo.InvariantCulture), time.ToString("HHmmss", CultureInfo.InvariantCulture));
        }

        foreach (var (dateTag, timeTag) in Times)
        {
            if (source.Text(dateTag) is { Length: 8 } date)
            {
                return (date, source.Text(timeTag) is { Length: > 0 } stated ? stated : "000000");
            }
        }

        throw new InputException(
            "the scan", "has no date, which a segmentation of it needs", "Give the date of the segmentation, or take NIfTI.");
    }
}
