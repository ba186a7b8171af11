namespace MedMim.Imaging.Dicom;

/// <summary>Registered UIDs that the program knows (DICOM PS3.6 annex A).</summary>
public static class DicomUids
{
    /// <summary>CT Image Storage.</summary>
    public const string CtImage = "1.2.840.10008.5.1.4.1.1.2";

    /// <summary>MR Image Storage.</summary>
    public const string MrImage = "1.2.840.10008.5.1.4.1.1.4";

    /// <summary>RT Structure Set Storage.</summary>
    public const string StructureSet = "1.2.840.10008.5.1.4.1.1.481.3";

    /// <summary>Segmentation Storage.</summary>
    public const string Segmentation = "1.2.840.10008.5.1.4.1.1.66.4";

    /// <summary>Label Map Segmentation Storage.</summary>
    public const string LabelmapSegmentation = "1.2.840.10008.5.1.4.1.1.66.7";

    /// <summary>Media Storage Directory: the index of a disc, DICOMDIR.</summary>
    public const string Directory = "1.2.840.10008.1.3.10";

    /// <summary>Detached Study Management, which structure sets name as the class of their study.</summary>
    public const string StudyComponent = "1.2.840.10008.3.1.2.3.1";

    /// <summary>Deflated Explicit VR Little Endian.</summary>
    public const string Deflated = "1.2.840.10008.1.2.1.99";

    /// <summary>Explicit VR Little Endian.</summary>
    public const string Explicit = "1.2.840.10008.1.2.1";

    /// <summary>Implicit VR Little Endian.</summary>
    public const string Implicit = "1.2.840.10008.1.2";

    /// <summary>Explicit VR Big Endian.</summary>
    public const string BigEndian = "1.2.840.10008.1.2.2";
}
