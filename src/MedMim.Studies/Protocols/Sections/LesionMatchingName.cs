namespace MedMim.Studies.Protocols.Sections;

/// <summary>What a lesion is, and when it counts as found.</summary>
public enum LesionMatchingName
{
    /// <summary>A component that shares a voxel with one of the other mask.</summary>
    AnyOverlap,

    /// <summary>A component whose overlap with one of the other mask reaches a share.</summary>
    Iou,

    /// <summary>BraTS 2023's rules for glioma.</summary>
    BratsGlioma,

    /// <summary>BraTS 2023's rules for meningioma.</summary>
    BratsMeningioma,

    /// <summary>BraTS 2023's rules for metastases.</summary>
    BratsMetastasis,
}
