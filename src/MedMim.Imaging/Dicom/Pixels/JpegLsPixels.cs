using MedMim.Imaging.Dicom.Decoders;
using MedMim.Imaging.Dicom.Layout;
using MedMim.Imaging.Dicom.Sources;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Dicom.Pixels;

/// <summary>JPEG-LS pixels, frame by frame.</summary>
internal static class JpegLsPixels
{
    /// <exception cref="RefusedException">
    /// <c>pixel-mismatch</c>, or <c>unsupported</c> for other than grey values of 8 or 16 bits.
    /// </exception>
    public static DecodedFrames Decode(
        DicomSource source, IReadOnlyList<IReadOnlyList<ByteRange>> frames, DicomDataset header)
    {
        var format = PixelFormats.Of(header);
        if (format.Samples != 1 || format.BitsAllocated is not (8 or 16) || format.Length > Array.MaxLength
            || frames.Count != format.Frames)
        {
            throw new RefusedException(new(RefusalCodes.Unsupported, "The image's pixel format is not read, or it is too large."));
        }

        using var file = source.OpenRead();
        var bytes = GC.AllocateUninitializedArray<byte>((int)format.Length);
        var length = (int)format.FrameLength;
        for (var i = 0; i < frames.Count; i++)
        {
            CharLsDecoder.Decode(EncapsulatedFrames.Read(frames[i], file), format, bytes.AsSpan(i * length, length));
        }

        return new(format, bytes);
    }
}
