using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Dicom.Pixels;

/// <summary>Pixel formats from headers.</summary>
public static class PixelFormats
{
    /// <summary>The format that a header promises (Image Pixel Module, DICOM PS3.3 C.7.6.3).</summary>
    /// <exception cref="RefusedException"><c>broken-header</c>: tags are missing or contradict each other.</exception>
    public static PixelFormat Of(DicomDataset header)
    {
        var allocated = header.Integer(DicomTags.BitsAllocated) ?? 0;
        var stored = header.Integer(DicomTags.BitsStored) ?? allocated;
        var format = new PixelFormat(
            header.Integer(DicomTags.NumberOfFrames) is { } frames and > 0 ? frames : 1,
            header.Integer(DicomTags.Rows) ?? 0,
            header.Integer(DicomTags.Columns) ?? 0,
            header.Integer(DicomTags.SamplesPerPixel) ?? 1,
            allocated,
            stored,
            header.Integer(DicomTags.HighBit) ?? (stored - 1),
            header.Integer(DicomTags.PixelRepresentation) == 1,
            header.Text(DicomTags.PhotometricInterpretation));
        return IsSound(format)
            ? format
            : throw new RefusedException(
                new(RefusalCodes.BrokenHeader, "The header's image size or bit counts contradict each other."));
    }

    private static bool IsSound(PixelFormat format) =>
        format is { Rows: > 0, Columns: > 0, Samples: > 0, BitsStored: > 0, BitsAllocated: > 0 }
        && format.BitsStored <= format.HighBit + 1
        && format.HighBit < format.BitsAllocated;
}
