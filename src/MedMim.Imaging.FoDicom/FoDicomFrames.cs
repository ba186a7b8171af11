using FellowOakDicom;
using FellowOakDicom.Imaging;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.FoDicom;

/// <summary>Takes uncompressed pixels; there is no decoder to trust for others.</summary>
internal static class FoDicomFrames
{
    /// <exception cref="RefusedException"><c>unsupported</c> or <c>pixel-mismatch</c>.</exception>
    public static DecodedFrames Decode(FellowOakDicom.DicomFile file)
    {
        // The only decoder in fo-dicom's core that is left to it, of lossless JPEG, leaves out the last byte of some frames.
        if (file.Dataset.InternalTransferSyntax.IsEncapsulated)
        {
            throw new RefusedException(new(RefusalCodes.Unsupported, "No codec for the image's compression is built in."));
        }

        try
        {
            return Frames(DicomPixelData.Create(file.Dataset));
        }
        catch (Exception e) when (e is DicomException or IOException or ArgumentException or InvalidOperationException
            or IndexOutOfRangeException or OverflowException)
        {
            throw new RefusedException(new(RefusalCodes.PixelMismatch, "The pixels cannot be decoded in full."), e);
        }
    }

    private static DecodedFrames Frames(DicomPixelData pixels)
    {
        var format = new PixelFormat(
            pixels.NumberOfFrames,
            pixels.Height,
            pixels.Width,
            pixels.SamplesPerPixel,
            pixels.BitsAllocated,
            pixels.BitsStored,
            pixels.HighBit,
            pixels.PixelRepresentation == PixelRepresentation.Signed,
            pixels.PhotometricInterpretation?.Value ?? string.Empty);
        if (format.Length is 0 or > DicomLimits.LargestPixels || format.Length > Array.MaxLength)
        {
            throw new RefusedException(new(RefusalCodes.Unsupported, "The image is empty or larger than can be read."));
        }

        using var bytes = new MemoryStream((int)format.Length);
        for (var i = 0; i < format.Frames; i++)
        {
            bytes.Write(pixels.GetFrame(i).Data.AsSpan(0, (int)format.FrameLength));
        }

        return new(format, bytes.ToArray());
    }
}
