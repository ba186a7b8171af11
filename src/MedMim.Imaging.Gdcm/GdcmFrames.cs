using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Gdcm;

/// <summary>Decompresses pixels.</summary>
internal static class GdcmFrames
{
    /// <exception cref="RefusedException"><c>unsupported</c> or <c>pixel-mismatch</c>.</exception>
    public static DecodedFrames Decode(gdcm.Image image)
    {
        var format = FormatOf(image);
        var length = format.FrameLength * format.Frames;
        if (length is 0 or > DicomLimits.LargestPixels || length > Array.MaxLength)
        {
            throw new RefusedException(new(RefusalCodes.Unsupported, "The image is empty or larger than can be read."));
        }

        if (image.GetBufferLength() != length)
        {
            throw new RefusedException(
                new(RefusalCodes.PixelMismatch, "The image has another number of pixels than its header says."));
        }

        // On some broken streams Read succeeds and GetBuffer fills the array with wrong pixels: only its answer tells.
        var bytes = GC.AllocateUninitializedArray<byte>((int)length);
        if (!image.GetBuffer(bytes))
        {
            throw new RefusedException(new(RefusalCodes.PixelMismatch, "The compressed pixels cannot be decoded in full."));
        }

        return new(format, bytes);
    }

    private static PixelFormat FormatOf(gdcm.Image image)
    {
        using var pixel = image.GetPixelFormat();
        using var photometric = image.GetPhotometricInterpretation();
        return new PixelFormat(
            image.GetNumberOfDimensions() > 2 ? checked((int)image.GetDimension(2)) : 1,
            checked((int)image.GetDimension(1)),
            checked((int)image.GetDimension(0)),
            pixel.GetSamplesPerPixel(),
            pixel.GetBitsAllocated(),
            pixel.GetBitsStored(),
            pixel.GetHighBit(),
            pixel.GetPixelRepresentation() == 1,
            photometric.GetString());
    }
}
