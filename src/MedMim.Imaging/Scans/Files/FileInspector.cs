using MedMim.Imaging.Dicom;
using MedMim.Imaging.Dicom.Layout;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans.Headers;

namespace MedMim.Imaging.Scans.Files;

/// <summary>Says what a file is, from its first bytes and its header. Runs in worker processes.</summary>
/// <param name="toolkit">Reads DICOM.</param>
/// <param name="assumed">How volume files are taken that do not say which way they lie.</param>
public sealed class FileInspector(IDicomToolkit toolkit, AssumedOrientation assumed = AssumedOrientation.Refuse)
{
    // Images that are no stack of slices through a body, whatever their geometry says.
    private static readonly string[] Pictures =
        ["RTDOSE", "RTIMAGE", "US", "CR", "DX", "MG", "XA", "RF", "PX", "IO", "ES", "GM", "SM", "XC", "OP", "OPT", "SC", "OT"];

    /// <summary>Inspects one file. Never throws for a bad file.</summary>
    public FileInspection Inspect(string path)
    {
        var kind = FileKind.Other;
        try
        {
            kind = FileSignature.Of(path);
            return kind switch
            {
                FileKind.DicomImage => InspectDicom(path),
                FileKind.Volume => InspectVolume(path),
                FileKind.DicomDirectory => InspectDirectory(path),
                _ => InspectOther(path),
            };
        }
        catch (RefusedException e)
        {
            return new(path, kind) { Refusal = e.Refusal };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(path, kind) { Refusal = new(RefusalCodes.Unreadable, "The file cannot be opened or read.") };
        }
    }

    private static FileInspection InspectOther(string path) => new(path, FileKind.Other)
    {
        Refusal = FileSignature.ClaimsDicom(path)
            ? new(RefusalCodes.NotAScan, "The file's name says DICOM, its content is something else.")
            : null,
    };

    private FileInspection InspectVolume(string path) =>
        new(path, FileKind.Volume) { Geometry = VolumeFile.Inspect(path, assumed).Geometry };

    private FileInspection InspectDirectory(string path)
    {
        var missing = DirectoryIndex.CountMissing(toolkit.ReadHeader(path, whole: true), Path.GetDirectoryName(path)!);
        return new(path, FileKind.DicomDirectory)
        {
            Refusal = missing > 0
                ? new(RefusalCodes.MissingFiles, $"The index of a disc names files that are not beside it: {missing}.")
                : null,
        };
    }

    private FileInspection InspectDicom(string path)
    {
        var dataset = toolkit.ReadHeader(path);
        var kind = KindOf(dataset);
        if (kind == FileKind.DicomOther)
        {
            return new(path, kind);
        }

        try
        {
            var header = InstanceHeaders.From(dataset, path);
            return new(path, kind) { Header = header, Refusal = kind == FileKind.DicomImage ? Unread(dataset) : null };
        }
        catch (RefusedException e)
        {
            return new(path, kind) { Refusal = e.Refusal };
        }
    }

    private static FileKind KindOf(DicomDataset dataset) => dataset.Text(DicomTags.SopClassUid) switch
    {
        DicomUids.StructureSet => FileKind.StructureSet,
        DicomUids.Segmentation or DicomUids.LabelmapSegmentation => FileKind.Segmentation,
        _ => dataset.Contains(DicomTags.Rows) && dataset.Contains(DicomTags.Columns) ? FileKind.DicomImage : FileKind.DicomOther,
    };

    private static Refusal? Unread(DicomDataset dataset) =>
        Picture(dataset) ?? StoredSyntaxes.Find(dataset.Text(DicomTags.TransferSyntaxUid))?.Refusal;

    private static Refusal? Picture(DicomDataset dataset)
    {
        if ((dataset.Integer(DicomTags.SamplesPerPixel) ?? 1) != 1
            || dataset.Text(DicomTags.PhotometricInterpretation).StartsWith("PALETTE", StringComparison.Ordinal))
        {
            return new(RefusalCodes.NotAVolume, "A colour picture.");
        }

        return Pictures.Contains(dataset.Text(DicomTags.Modality), StringComparer.Ordinal)
            ? new(RefusalCodes.NotAVolume, "An image of a modality that makes no volumes of a body's interior.")
            : null;
    }
}
