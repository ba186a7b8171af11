namespace MedMim.Imaging.Scans;

/// <summary>Codes of what was put right while a series was assembled; a store keeps them.</summary>
public static class Corrections
{
    /// <summary>A slice was in the archive more than once: the same SOP Instance UID at the same position.</summary>
    public const string DuplicatesRemoved = "duplicates-removed";

    /// <summary>The series held several volumes (echoes, b-values, time points, acquisitions), told apart by their tags.</summary>
    public const string StackSplit = "stack-split";

    /// <summary>Contours reach beyond the edges of their slices and were cut off there.</summary>
    public const string ContoursClipped = "contours-clipped";

    /// <summary>Contours name another frame of reference, but lie in the planes of the very slices that they name.</summary>
    public const string FrameFromSlices = "frame-from-slices";
}
