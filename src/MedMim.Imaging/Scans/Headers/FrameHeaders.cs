using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans.Series;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Scans.Headers;

/// <summary>Reads frames' places from the Image Plane Module or from functional groups.</summary>
internal static class FrameHeaders
{
    /// <summary>The header of a frame. Of an enhanced object only functional groups count, never the object's own tags.</summary>
    public static FrameHeader Of(FrameGroups groups, bool enhanced)
    {
        DicomDataset Of(DicomTag macro) => enhanced ? groups.Group(macro) : groups.Dataset;
        var cosines = Of(DicomTags.PlaneOrientationSequence).Numbers(DicomTags.ImageOrientationPatient);
        var spacing = Of(DicomTags.PixelMeasuresSequence).Numbers(DicomTags.PixelSpacing);
        return new FrameHeader
        {
            Position = Of(DicomTags.PlanePositionSequence).Vector(DicomTags.ImagePositionPatient),
            RowDirection = cosines.Count == 6 ? new Vector3(cosines[0], cosines[1], cosines[2]) : null,
            ColumnDirection = cosines.Count == 6 ? new Vector3(cosines[3], cosines[4], cosines[5]) : null,
            RowSpacing = spacing.Count == 2 ? spacing[0] : null,
            ColumnSpacing = spacing.Count == 2 ? spacing[1] : null,
            StackKey = StackKeys.Of(groups),
        };
    }
}
