namespace MedMim.Imaging.Dicom;

/// <summary>What walking a file's elements found.</summary>
public enum DicomExtent
{
    /// <summary>The file holds everything that its lengths promise, up to the end of the pixel data.</summary>
    Whole = 0,

    /// <summary>The file ends within an element.</summary>
    Truncated = 1,

    /// <summary>The walk cannot tell (compressed header, odd encoding): the toolkit is to judge.</summary>
    Unknown = 2,
}
