namespace MedMim.Imaging.Dicom;

/// <summary>What a header keeps of a file (<see cref="IDicomToolkit.ReadHeader"/>), whoever reads it.</summary>
public static class HeaderRules
{
    /// <summary>Whether an element is kept: pixel data never, private ones as <see cref="PrivateTags"/> says unless everything is asked for.</summary>
    public static bool Keeps(DicomTag tag, bool whole) =>
        tag != DicomTags.PixelData && (whole || !tag.IsPrivate || PrivateTags.IsKept(tag));

    /// <summary>Whether a value of this many bytes is kept; an element whose value is not is left empty.</summary>
    public static bool Holds(long length, bool whole) => whole || length <= DicomLimits.LargestValue;
}
