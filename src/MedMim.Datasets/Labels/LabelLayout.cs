namespace MedMim.Datasets.Labels;

/// <summary>Where an archive keeps its labels.</summary>
public enum LabelLayout
{
    /// <summary>Every way that is known, by the names of folders and files (<see cref="VolumeNaming"/>) and RTSTRUCT.</summary>
    Auto = 0,

    /// <summary>Nowhere: every volume is an image, structure sets are left out.</summary>
    None = 1,

    /// <summary>DICOM RT Structure Sets alone.</summary>
    StructureSets = 2,

    /// <summary>Label volumes alone.</summary>
    Volumes = 3,
}
