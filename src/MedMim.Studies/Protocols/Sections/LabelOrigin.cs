namespace MedMim.Studies.Protocols.Sections;

/// <summary>Where an archive keeps its reference segmentations.</summary>
public enum LabelOrigin
{
    /// <summary>Found: structure sets, segmentations, and the names of folders and files.</summary>
    Auto,

    /// <summary>DICOM RT structure sets.</summary>
    Rtstruct,

    /// <summary>Label volumes: nnU-Net's and the Decathlon's folders, or images and labels side by side.</summary>
    Volumes,

    /// <summary>DICOM Segmentations.</summary>
    Segmentations,

    /// <summary>Nowhere.</summary>
    None,
}
