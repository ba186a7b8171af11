namespace MedMim.Imaging.Scans;

/// <summary>Every refusal code there is; <c>docs/refusals.md</c> explains them.</summary>
public static class RefusalCodes
{
    /// <summary>The name claims a scan, the content is something else.</summary>
    public const string NotAScan = "not-a-scan";

    /// <summary>The file ends before its header says it does.</summary>
    public const string Truncated = "truncated";

    /// <summary>The header contradicts itself or cannot be parsed.</summary>
    public const string BrokenHeader = "broken-header";

    /// <summary>The decoder killed its process.</summary>
    public const string DecoderCrashed = "decoder-crashed";

    /// <summary>The decoder did not answer in time.</summary>
    public const string DecoderTimeout = "decoder-timeout";

    /// <summary>A transfer syntax, pixel format or file format that is not read.</summary>
    public const string Unsupported = "unsupported";

    /// <summary>The decoder's pixels are not what the header promises.</summary>
    public const string PixelMismatch = "pixel-mismatch";

    /// <summary>A slice lacks the tags that place it in space.</summary>
    public const string NoGeometry = "no-geometry";

    /// <summary>A volume file that does not say which side of the image is left.</summary>
    public const string AmbiguousOrientation = "ambiguous-orientation";

    /// <summary>Fewer slices than make a volume.</summary>
    public const string TooFewSlices = "too-few-slices";

    /// <summary>Distances between slices differ: one is missing.</summary>
    public const string MissingSlices = "missing-slices";

    /// <summary>Slices of one series are oriented differently.</summary>
    public const string MixedOrientation = "mixed-orientation";

    /// <summary>Slices of one series differ in size or pixel spacing.</summary>
    public const string MixedGrid = "mixed-grid";

    /// <summary>Slices do not lie above each other: the gantry was tilted.</summary>
    public const string GantryTilt = "gantry-tilt";

    /// <summary>Two slices claim one position and differ.</summary>
    public const string ConflictingDuplicates = "conflicting-duplicates";

    /// <summary>A label whose image is not there.</summary>
    public const string LabelWithoutImage = "label-without-image";

    /// <summary>A label of a series that became several volumes: on which it was drawn is not known.</summary>
    public const string LabelAmbiguous = "label-ambiguous";

    /// <summary>A label on another grid than its image.</summary>
    public const string LabelGridMismatch = "label-grid-mismatch";

    /// <summary>A label that cannot be turned into a mask on its image's grid.</summary>
    public const string LabelUnusable = "label-unusable";

    /// <summary>A PET series without the tags from which SUV is computed, or with values that cannot be.</summary>
    public const string NoSuv = "no-suv";

    /// <summary>Voxels that are not finite numbers.</summary>
    public const string NotFinite = "not-finite";

    /// <summary>Colour pictures, secondary captures and other images that are no scan of a body's interior.</summary>
    public const string NotAVolume = "not-a-volume";

    /// <summary>The same pixels are in the archive twice; the other copy is used.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>The index of a disc names files that are not there.</summary>
    public const string MissingFiles = "missing-files";

    /// <summary>The operating system would not let the file be read.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>A label's points or frames lie outside its image.</summary>
    public const string LabelBeyondImage = "label-beyond-image";

    /// <summary>A label is given in another frame of reference than its image.</summary>
    public const string FrameOfReferenceMismatch = "frame-of-reference-mismatch";

    /// <summary>A contour is not parallel to the image's slices.</summary>
    public const string ContourOblique = "contour-oblique";

    /// <summary>A region is given by points or open lines, which enclose nothing.</summary>
    public const string ContourNotClosed = "contour-not-closed";

    /// <summary>A region or segment is drawn on every n-th slice only.</summary>
    public const string ContourSparse = "contour-sparse";

    /// <summary>De-identification: the pixels may hold text that names somebody.</summary>
    public const string BurnedInText = "burned-in-text";
}
