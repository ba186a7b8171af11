namespace MedMim.Studies.Prediction;

/// <summary>How predicted labels are written.</summary>
public enum PredictionFormat
{
    /// <summary><c>ID.nii.gz</c>: names nobody.</summary>
    Nifti = 0,

    /// <summary><c>ID.dcm</c>, a DICOM Segmentation: names the scan's patient and study, as clinical systems need it.</summary>
    DicomSeg = 1,
}
