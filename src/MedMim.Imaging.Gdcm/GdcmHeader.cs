using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Gdcm;

/// <summary>Reads headers.</summary>
internal static class GdcmHeader
{
    /// <inheritdoc cref="IDicomToolkit.ReadHeader"/>
    public static DicomDataset Read(string path, bool whole)
    {
        using var reader = new gdcm.Reader();
        using var pixelData = GdcmTags.New(DicomTags.PixelData);
        using var skipped = new gdcm.TagSetType();
        skipped.Add(pixelData);
        reader.SetFileName(path);
        if (!reader.ReadUpToTag(pixelData, skipped))
        {
            throw new RefusedException(new(RefusalCodes.BrokenHeader, "The DICOM header cannot be parsed."));
        }

        using var file = reader.GetFile();
        return Of(file, whole);
    }

    /// <summary>The elements of a file that has been read, but for the pixel data.</summary>
    public static DicomDataset Of(gdcm.File file, bool whole)
    {
        using var meta = file.GetHeader();
        using var elements = file.GetDataSet();
        var dataset = new DicomDataset();
        GdcmReading.Into(dataset, meta, whole, 0);
        GdcmReading.Into(dataset, elements, whole, 0);
        return dataset;
    }
}
