namespace MedMim.Imaging.Dicom.Pixels;

/// <summary>Overlays that old files keep in the pixels' unused bits (retired; DICOM PS3.5 2004, 8.1.2).</summary>
internal static class PixelOverlays
{
    private const int FirstGroup = 0x6000;
    private const int LastGroup = 0x601E;
    private const ushort BitPosition = 0x0102;

    /// <summary>Whether a header says that there are any.</summary>
    public static bool Any(DicomDataset header)
    {
        for (var group = FirstGroup; group <= LastGroup; group += 2)
        {
            if (header.Integer(new((ushort)group, BitPosition)) > 0)
            {
                return true;
            }
        }

        return false;
    }
}
