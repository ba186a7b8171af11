using MedMim.Foundation.Files;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Gdcm;

/// <summary>Writes files.</summary>
internal static class GdcmFile
{
    /// <inheritdoc cref="IDicomToolkit.Write"/>
    public static void Write(DicomDataset dataset, ReadOnlyMemory<byte>? pixels, string path, TransferSyntax syntax)
    {
        if (dataset.Text(DicomTags.SopClassUid).Length == 0 || dataset.Text(DicomTags.SopInstanceUid).Length == 0)
        {
            throw new ArgumentException("A DICOM file needs SOP Class UID and SOP Instance UID.", nameof(dataset));
        }

        using var writer = new gdcm.Writer();
        using var file = writer.GetFile();
        using var target = file.GetDataSet();
        GdcmWriting.Into(target, dataset);
        if (pixels is { } values)
        {
            using var element = GdcmWriting.PixelData(values, dataset.Integer(DicomTags.BitsAllocated) ?? 16);
            target.Replace(element);
        }

        using var meta = file.GetHeader();
        using var encoding = new gdcm.TransferSyntax(syntax == TransferSyntax.ImplicitLittleEndian
            ? gdcm.TransferSyntax.TSType.ImplicitVRLittleEndian
            : gdcm.TransferSyntax.TSType.ExplicitVRLittleEndian);
        meta.SetDataSetTransferSyntax(encoding);

        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var temporary = AtomicFile.TemporaryPathFor(full);
        try
        {
            writer.SetFileName(temporary);
            if (!writer.Write())
            {
                throw new IOException("The DICOM file cannot be written: the folder is read-only or the disk is full.");
            }

            AtomicFile.Publish(temporary, full);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
