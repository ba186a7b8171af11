namespace MedMim.Evaluation.Reports.Model;

/// <summary>How much of the patients' scans a report holds.</summary>
public enum ScanDisplay
{
    /// <summary>Pictures, and a viewer with the voxels around the lesions.</summary>
    Viewer = 0,

    /// <summary>Pictures alone.</summary>
    Pictures = 1,

    /// <summary>Neither.</summary>
    None = 2,
}
