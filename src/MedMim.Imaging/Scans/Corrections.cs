namespace MedMim.Imaging.Scans;

/// <summary>
/// Codes of what was put right while a series was assembled or read; a store keeps them. Some carry a figure after a
/// colon: <c>gantry-tilt-corrected:12.5</c>.
/// </summary>
public static class Corrections
{
    /// <summary>A slice was in the archive more than once, with the same pixels; one was kept.</summary>
    public const string DuplicatesRemoved = "duplicates-removed";

    /// <summary>The series held several volumes (echoes, b-values, time points, acquisitions), told apart by their tags.</summary>
    public const string StackSplit = "stack-split";

    /// <summary>Contours reach beyond the edges of their slices and were cut off there.</summary>
    public const string ContoursClipped = "contours-clipped";

    /// <summary>Contours name another frame of reference, but lie in the planes of the very slices that they name.</summary>
    public const string FrameFromSlices = "frame-from-slices";

    /// <summary>Slices were shifted against each other and were sheared straight; the figure is the tilt in degrees.</summary>
    public const string GantryTiltCorrected = "gantry-tilt-corrected";

    /// <summary>
    /// Slices lay unevenly and were interpolated evenly; the figure is the farthest that one lay from its place, as part
    /// of the spacing.
    /// </summary>
    public const string SpacingResampled = "spacing-resampled";

    /// <summary>Stored values grew towards black (MONOCHROME1) and were inverted.</summary>
    public const string Monochrome1Inverted = "monochrome1-inverted";

    /// <summary>Bits beside the pixels' values held an overlay, as the header declares; they were left out.</summary>
    public const string OverlayBitsRemoved = "overlay-bits-removed";

    /// <summary>The injected dose of a PET scan was given in MBq instead of Bq, and was converted.</summary>
    public const string DoseInMegabecquerel = "dose-in-megabecquerel";
}
