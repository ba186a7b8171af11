namespace MedMim.Imaging.Dicom.Layout;

/// <summary>How a transfer syntax stores pixels.</summary>
public enum PixelCoding
{
    /// <summary>As they are, one frame after the other.</summary>
    Native = 0,

    /// <summary>Run lengths (DICOM PS3.5 annex G).</summary>
    Rle = 1,

    /// <summary>JPEG (ISO 10918-1): baseline, extended, lossless.</summary>
    Jpeg = 2,

    /// <summary>JPEG-LS (ISO 14495-1).</summary>
    JpegLs = 3,

    /// <summary>JPEG 2000 part 1 (ISO 15444-1).</summary>
    Jpeg2000 = 4,

    /// <summary>A coding that no decoder here knows.</summary>
    Unsupported = 5,
}
