using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Gdcm;

/// <summary>Reads images: header and pixels from one parse of the file.</summary>
internal static class GdcmImage
{
    /// <inheritdoc cref="IDicomToolkit.ReadImage"/>
    public static DicomImage Read(string path)
    {
        using var reader = Open(path);
        using var file = reader.GetFile();
        var header = GdcmHeader.Of(file, whole: false);
        using var image = reader.GetImage();
        return new(header, GdcmFrames.Decode(image));
    }

    /// <inheritdoc cref="IDicomToolkit.DecodeFrames"/>
    public static DecodedFrames ReadFrames(string path)
    {
        using var reader = Open(path);
        using var image = reader.GetImage();
        return GdcmFrames.Decode(image);
    }

    private static gdcm.ImageReader Open(string path)
    {
        var reader = new gdcm.ImageReader();
        reader.SetFileName(path);
        if (reader.Read())
        {
            return reader;
        }

        reader.Dispose();
        throw new RefusedException(new(RefusalCodes.Unsupported, "The image cannot be decoded."));
    }
}
