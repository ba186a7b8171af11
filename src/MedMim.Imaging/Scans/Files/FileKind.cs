namespace MedMim.Imaging.Scans.Files;

/// <summary>What a file of an archive is.</summary>
public enum FileKind
{
    /// <summary>Not a scan at all (a readme, a spreadsheet): counted, and refused only where its name claims otherwise.</summary>
    Other = 0,

    /// <summary>A DICOM instance with pixels: a slice, or an enhanced multi-frame object.</summary>
    DicomImage = 1,

    /// <summary>A DICOM RT Structure Set: contours.</summary>
    StructureSet = 2,

    /// <summary>A DICOM Segmentation object.</summary>
    Segmentation = 3,

    /// <summary>Another DICOM object without an image of a patient: report, presentation state.</summary>
    DicomOther = 4,

    /// <summary>A volume in one file: NIfTI, NRRD, MetaImage.</summary>
    Volume = 5,

    /// <summary>The index of a disc (DICOMDIR): says what other files are, holds nothing of its own.</summary>
    DicomDirectory = 6,
}
