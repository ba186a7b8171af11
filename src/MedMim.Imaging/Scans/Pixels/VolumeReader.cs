using MedMim.Foundation.Files;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Scans.Series;

namespace MedMim.Imaging.Scans.Pixels;

/// <summary>Reads the volume of any plan into a <c>.npy</c> file. Runs in worker processes.</summary>
/// <param name="toolkit">Reads DICOM.</param>
/// <param name="assumed">How volume files are taken that do not say which way they lie.</param>
public sealed class VolumeReader(IDicomToolkit toolkit, AssumedOrientation assumed = AssumedOrientation.Refuse)
{
    private readonly ImageVolumeReader _images = new(toolkit);

    /// <summary>
    /// Reads a volume, [z, y, x]: 16-bit integers where all values are integers that fit, 32-bit floating point otherwise.
    /// The <c>.npy</c> file appears whole or not at all; the caller makes it durable when it publishes it.
    /// </summary>
    /// <exception cref="RefusedException">It cannot be read.</exception>
    /// <exception cref="IOException">The <c>.npy</c> file cannot be written.</exception>
    public StoredVoxels Read(SeriesPlan plan, string npyPath)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var (temporary, stored) = plan.Kind == FileKind.DicomImage ? PrepareImages(plan, npyPath) : PrepareFile(plan, npyPath);
        File.Move(temporary, npyPath, overwrite: true);
        return stored;
    }

    private (string Temporary, StoredVoxels Stored) PrepareImages(SeriesPlan plan, string npyPath)
    {
        StoredVoxels? stored = null;
        var temporary = AtomicFile.Prepare(npyPath, stream => stored = _images.Read(plan, (FileStream)stream));
        return (temporary, stored!);
    }

    private (string Temporary, StoredVoxels Stored) PrepareFile(SeriesPlan plan, string npyPath)
    {
        var volume = SourceFile.Read(() => VolumeFile.Read(plan.Files[0], assumed));
        var temporary = NpyFile.Prepare(npyPath, volume);
        var (minimum, maximum) = volume.Range();
        return (temporary, new(volume.Geometry, volume.VoxelType, minimum, maximum));
    }
}
