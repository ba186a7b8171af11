using FellowOakDicom;
using FellowOakDicom.Imaging;
using FellowOakDicom.Imaging.Codec;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.FoDicom;

/// <summary>Decompresses pixels.</summary>
internal static class FoDicomFrames
{
    /// <exception cref="RefusedException"><c>unsupported</c> or <c>pixel-mismatch</c>.</exception>
    public static DecodedFrames Decode(FellowOakDicom.DicomFile file)
    {
        try
        {
            return Frames(DicomPixelData.Create(Decompressed(file)));
        }
        catch (DicomCodecException e)
        {
            throw new RefusedException(new(RefusalCodes.Unsupported, "No codec for the image's compression is built in."), e);
        }
        catch (Exception e) when (e is DicomException or IOException or ArgumentException or InvalidOperationException
            or IndexOutOfRangeException or OverflowException)
        {
            throw new RefusedException(new(RefusalCodes.PixelMismatch, "The pixels cannot be decoded in full."), e);
        }
    }

    private static FellowOakDicom.DicomDataset Decompressed(FellowOakDicom.DicomFile file)
    {
        var syntax = file.Dataset.InternalTransferSyntax;
        return syntax.IsEncapsulated
            ? new DicomTranscoder(syntax, DicomTransferSyntax.ExplicitVRLittleEndian).Transcode(file).Dataset
            : file.Dataset;
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
