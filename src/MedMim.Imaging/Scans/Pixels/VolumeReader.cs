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
        var (volume, unit, corrections) = Decode(plan);
        File.Move(NpyFile.Prepare(npyPath, volume), npyPath, overwrite: true);
        var (minimum, maximum) = volume.Range();
        return new(volume.Geometry, volume.VoxelType, minimum, maximum) { Unit = unit, Corrections = corrections };
    }

    private DecodedVolume Decode(SeriesPlan plan)
    {
        try
        {
            return plan.Kind == FileKind.DicomImage ? _images.Read(plan) : new(VolumeFile.Read(plan.Files[0], assumed), string.Empty, []);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(new(RefusalCodes.Unreadable, "A file cannot be opened or read."), e);
        }
    }
}
