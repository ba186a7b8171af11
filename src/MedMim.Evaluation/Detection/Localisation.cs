namespace MedMim.Evaluation.Detection;

/// <summary>When a box counts as found.</summary>
public enum Localisation
{
    /// <summary>
    /// Its IoU with the reference is at least the threshold. By falling score each detection takes the free reference that
    /// it overlaps most; a second detection of a reference is a false one (COCO, nnDetection).
    /// </summary>
    Overlap,

    /// <summary>
    /// Its centre is nearer to the reference's than the reference's radius: half of its longest side in mm (LUNA16). Of
    /// several detections of a reference the best score counts and the others do not matter.
    /// </summary>
    CentreDistance,
}
