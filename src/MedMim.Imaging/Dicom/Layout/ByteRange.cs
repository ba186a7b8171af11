namespace MedMim.Imaging.Dicom.Layout;

/// <summary>A part of a file.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Its length, bytes.</param>
public readonly record struct ByteRange(long Start, long Length)
{
    /// <summary>The byte after the last.</summary>
    public long End => Start + Length;
}
