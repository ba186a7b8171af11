namespace MedMim.Imaging.Dicom;

/// <summary>Bounds on what a hostile file can make us hold.</summary>
public static class DicomLimits
{
    /// <summary>Largest value of one element that a header keeps, bytes (contours are read whole).</summary>
    public const int LargestValue = 64 << 10;

    /// <summary>Deepest nesting of sequences.</summary>
    public const int DeepestNesting = 16;

    /// <summary>Most bytes of decoded pixels in one file: 4 GiB.</summary>
    public const long LargestPixels = 4L << 30;

    /// <summary>Most bytes that a compressed file may become before it is read: 1 GiB.</summary>
    public const long LargestInflated = 1L << 30;
}
