using MedMim.Imaging.Dicom.Layout;

namespace MedMim.Imaging.Dicom.Pixels;

/// <summary>The size that a compressed frame states of itself.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Columns.</param>
/// <param name="Samples">Samples per pixel.</param>
/// <param name="Bits">Bits per sample.</param>
internal readonly record struct CodestreamSize(int Rows, int Columns, int Samples, int Bits)
{
    /// <summary>Reads it; null where the frame is not of the coding, or is damaged.</summary>
    public static CodestreamSize? Of(PixelCoding coding, ReadOnlySpan<byte> frame) => coding switch
    {
        PixelCoding.Jpeg or PixelCoding.JpegLs => JpegHead.Size(frame),
        PixelCoding.Jpeg2000 => Jpeg2000Head.Size(frame),
        _ => null,
    };
}
