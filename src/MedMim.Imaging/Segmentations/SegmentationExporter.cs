using MedMim.Foundation.Failures;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Segmentations;

/// <summary>Writes segmentations of series. Runs in worker processes, so that the patient's data stay in there.</summary>
public sealed class SegmentationExporter(IDicomToolkit toolkit)
{
    /// <summary>Reads the source's headers and writes the segmentation; it appears whole or not at all.</summary>
    /// <exception cref="RefusedException">A file of the source cannot be read.</exception>
    /// <exception cref="InputException">As <see cref="SegmentationWriter.Create"/>, or the source is not DICOM.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(SegmentationExport export)
    {
        ArgumentNullException.ThrowIfNull(export);
        if (export.Source.Kind != FileKind.DicomImage)
        {
            throw new InputException("the scan", "is not DICOM, so a DICOM Segmentation cannot refer to it", "Take NIfTI.");
        }

        var headers = export.Source.Files.Distinct(StringComparer.Ordinal).Select(f => toolkit.ReadHeader(f)).ToList();
        var (dataset, pixels) = export.LabelPath is { } path
            ? SegmentationWriter.Create(headers, new Volume<byte>(export.Grid, NpyFile.Read<byte>(path)), export.Content, export.Source.FrameOrder)
            : SegmentationWriter.CreateBoxes(headers, export.Grid, export.Content, export.Source.FrameOrder);
        toolkit.Write(dataset, pixels, export.Path);
    }
}
