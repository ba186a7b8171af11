using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Scans;

/// <summary>Reads the volume of any plan into a <c>.npy</c> file. Runs in worker processes.</summary>
public sealed class VolumeReader(IDicomToolkit toolkit)
{
    private readonly ImageVolumeReader _images = new(toolkit);

    /// <summary>Reads a volume; the <c>.npy</c> file appears whole or not at all.</summary>
    /// <exception cref="RefusedException">It cannot be read.</exception>
    /// <exception cref="IOException">The <c>.npy</c> file cannot be written.</exception>
    public StoredVoxels Read(SeriesPlan plan, string npyPath)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Kind == FileKind.DicomImage
            ? _images.Read(plan, npyPath)
            : throw new RefusedException(new(RefusalCodes.Unsupported, "Volume files are not read yet."));
    }
}
