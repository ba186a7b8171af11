namespace MedMim.Imaging.Dicom.Text;

/// <summary>Which bytes a set of characters takes (ISO 2022).</summary>
internal enum CodePlace
{
    /// <summary>Single bytes below 0x80 (G0).</summary>
    Low = 0,

    /// <summary>Bytes from 0x80 on, one or two a character (G1).</summary>
    High = 1,

    /// <summary>Pairs of bytes below 0x80 (G0): JIS X 0208.</summary>
    LowPairs = 2,

    /// <summary>Pairs of bytes below 0x80 (G0): JIS X 0212.</summary>
    LowSupplementaryPairs = 3,

    /// <summary>All bytes: an encoding that does without code extensions.</summary>
    Whole = 4,
}
