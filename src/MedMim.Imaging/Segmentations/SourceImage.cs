using MedMim.Imaging.Dicom;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Segmentations;

/// <summary>An image from which a segmentation was made: a slice's file, or a frame of a multi-frame one.</summary>
/// <param name="ClassUid">SOP Class UID.</param>
/// <param name="InstanceUid">SOP Instance UID.</param>
/// <param name="Frame">Its frame, from 1; null where it is the only one.</param>
/// <param name="Position">Image Position (Patient), LPS, mm.</param>
internal sealed record SourceImage(string ClassUid, string InstanceUid, int? Frame, Vector3 Position)
{
    /// <summary>The reference to it (SOP Instance Reference Macro).</summary>
    public DicomDataset Reference()
    {
        var reference = new DicomDataset()
            .SetText(DicomTags.ReferencedSopClassUid, DicomVr.UI, ClassUid)
            .SetText(DicomTags.ReferencedSopInstanceUid, DicomVr.UI, InstanceUid);
        return Frame is { } frame ? reference.SetIntegers(SegmentationTags.ReferencedFrameNumber, frame) : reference;
    }
}
