namespace MedMim.Studies.Prediction;

/// <summary>What is written of a scan.</summary>
public enum PredictionFormat
{
    /// <summary><c>ID.nii.gz</c>: labels of voxels; names nobody.</summary>
    Nifti = 0,

    /// <summary>
    /// <c>ID.dcm</c>, a DICOM Segmentation: names the scan's patient and study, as clinical systems need it. A detector's has a segment
    /// a box, and <c>ID.json</c> beside it.
    /// </summary>
    DicomSeg = 1,

    /// <summary><c>ID.json</c>: boxes with scores; names nobody.</summary>
    Json = 2,
}
