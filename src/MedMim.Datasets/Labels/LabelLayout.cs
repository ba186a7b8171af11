namespace MedMim.Datasets.Labels;

/// <summary>Where an archive keeps its labels.</summary>
public enum LabelLayout
{
    /// <summary>
    /// Every way that is known: the names of folders and files (<see cref="VolumeNaming"/>), RT Structure Sets and DICOM
    /// Segmentations.
    /// </summary>
    Auto = 0,

    /// <summary>Nowhere: every volume is an image; structure sets and segmentations are left out.</summary>
    None = 1,

    /// <summary>DICOM RT Structure Sets alone.</summary>
    StructureSets = 2,

    /// <summary>Label volumes alone.</summary>
    Volumes = 3,

    /// <summary>DICOM Segmentations alone.</summary>
    Segmentations = 4,
}
