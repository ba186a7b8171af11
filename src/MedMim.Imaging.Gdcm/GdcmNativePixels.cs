using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Gdcm;

/// <summary>
/// Uncompressed pixels that GDCM's image reader does not read: those of one bit, whose rows it takes as padded to whole
/// bytes, which the standard does not (PS3.5 8.1.1), and label maps, whose SOP class it does not know.
/// </summary>
internal static class GdcmNativePixels
{
    /// <summary>The pixels of a file; null where it is none of these.</summary>
    /// <exception cref="RefusedException">They are compressed, or not as many as the header promises.</exception>
    public static DecodedFrames? Of(string path)
    {
        var header = GdcmHeader.Read(path, whole: false);
        var bits = header.Integer(DicomTags.BitsAllocated) ?? 0;
        if (bits != 1 && header.Text(DicomTags.SopClassUid) != DicomUids.LabelmapSegmentation)
        {
            return null;
        }

        var format = new PixelFormat(
            header.Integer(DicomTags.NumberOfFrames) ?? 1, header.Integer(DicomTags.Rows) ?? 0, header.Integer(DicomTags.Columns) ?? 0,
            1, bits, bits, bits - 1, false, header.Text(DicomTags.PhotometricInterpretation));
        var total = (decimal)format.Frames * format.Rows * format.Columns * bits;
        if (format.Frames < 1 || bits is not (1 or 8 or 16) || total is 0 or > 8m * DicomLimits.LargestPixels
            || header.Text(DicomTags.TransferSyntaxUid) == DicomUids.BigEndian)
        {
            throw new RefusedException(new(RefusalCodes.Unsupported, "The image is empty, of odd pixels, or larger than can be read."));
        }

        var bytes = PixelBytes(path);
        var length = (long)((total + 7) / 8);
        return bytes.Length == length || bytes.Length == length + (length % 2)
            ? new(format, bytes)
            : throw new RefusedException(
                new(RefusalCodes.PixelMismatch, "The image has another number of pixels than its header says."));
    }

    private static byte[] PixelBytes(string path)
    {
        using var reader = new gdcm.Reader();
        reader.SetFileName(path);
        if (!reader.Read())
        {
            throw new RefusedException(new(RefusalCodes.BrokenHeader, "The file cannot be parsed."));
        }

        using var file = reader.GetFile();
        using var dataset = file.GetDataSet();
        using var tag = GdcmTags.New(DicomTags.PixelData);
        if (!dataset.FindDataElement(tag))
        {
            return [];
        }

        using var element = dataset.GetDataElement(tag);
        using var value = element.GetByteValue();
        if (value is null)
        {
            throw new RefusedException(new(RefusalCodes.Unsupported, "Compressed pixels of this kind are not read."));
        }

        using var stated = value.GetLength();
        var bytes = new byte[stated.GetValueLength()];
        return value.GetBuffer(bytes, (uint)bytes.Length) ? bytes : [];
    }
}
