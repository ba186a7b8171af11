namespace MedMim.Imaging.Dicom;

/// <summary>How the pixels of an image are laid out (Image Pixel Module, DICOM PS3.3 C.7.6.3).</summary>
/// <param name="Frames">Number of frames.</param>
/// <param name="Rows">Rows of a frame.</param>
/// <param name="Columns">Columns of a frame.</param>
/// <param name="Samples">Samples per pixel: 1 for grey, 3 for colour.</param>
/// <param name="BitsAllocated">Bits that a sample takes in memory: 1, 8, 16 or 32.</param>
/// <param name="BitsStored">Bits of it that are used.</param>
/// <param name="HighBit">The most significant of them.</param>
/// <param name="Signed">Pixel Representation: two's complement rather than unsigned.</param>
/// <param name="Photometric">Photometric Interpretation, such as <c>MONOCHROME2</c>.</param>
public sealed record PixelFormat(
    int Frames,
    int Rows,
    int Columns,
    int Samples,
    int BitsAllocated,
    int BitsStored,
    int HighBit,
    bool Signed,
    string Photometric)
{
    /// <summary>Bytes of one decoded frame.</summary>
    public long FrameLength => (((long)Rows * Columns * Samples * BitsAllocated) + 7) / 8;

    /// <summary>Bytes of all frames. Single bits are packed without a gap between frames (PS3.5 8.1.1).</summary>
    public long Length => BitsAllocated == 1
        ? (((long)Rows * Columns * Samples * Frames) + 7) / 8
        : FrameLength * Frames;
}
