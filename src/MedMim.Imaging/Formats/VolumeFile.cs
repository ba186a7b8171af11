using System.Numerics;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Formats;

/// <summary>
/// Volumes in one file: NIfTI-1 and NIfTI-2 (.nii, .nii.gz, .hdr with .img), NRRD (.nrrd, .nhdr), MetaImage (.mha, .mhd)
/// and, where the caller knows its orientation, Analyze 7.5. NIfTI's and NRRD's RAS become LPS. What cannot be read is a
/// <see cref="RefusedException"/> with a code of <see cref="RefusalCodes"/>; files of unknown origin should be read in a
/// worker process all the same.
/// </summary>
public static class VolumeFile
{
    private static readonly string[] Extensions = [".nii", ".nii.gz", ".hdr", ".hdr.gz", ".nrrd", ".nhdr", ".mha", ".mhd"];

    /// <summary>Whether the name is one that a volume file has. The files that <c>.hdr</c>, <c>.nhdr</c> and <c>.mhd</c> point to are not.</summary>
    public static bool HasVolumeExtension(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Extensions.Any(extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Reads the header: no voxels, though the file is checked to be long enough where it is not compressed.</summary>
    /// <exception cref="RefusedException">
    /// not-a-scan, truncated, broken-header, unsupported, ambiguous-orientation, or not-a-volume (not three axes, colours,
    /// vectors).
    /// </exception>
    public static VolumeFileInfo Inspect(string path, AssumedOrientation assumed = AssumedOrientation.Refuse)
    {
        var source = VolumeSource.Open(path, assumed);
        var (component, geometry) = VolumeHeader.Read(source, assumed);
        return new(source.Format.ToString().ToLowerInvariant(), geometry, StoredNumbers.NameOf(component));
    }

    /// <summary>Reads a scan by the integer-preserving rule (<see cref="VoxelNarrowing"/>): shorts or floats.</summary>
    /// <exception cref="RefusedException">As <see cref="Inspect"/>, or not-finite.</exception>
    public static IVolume Read(string path, AssumedOrientation assumed = AssumedOrientation.Refuse) =>
        Read(path, assumed, geometry => new Narrowed(geometry));

    /// <summary>Reads a label: every voxel must be an integer from 0 to 255.</summary>
    /// <exception cref="RefusedException">As <see cref="Inspect"/>, or label-unusable.</exception>
    public static Volume<byte> ReadLabel(string path, AssumedOrientation assumed = AssumedOrientation.Refuse) =>
        Read(path, assumed, geometry => new Label(geometry));

    /// <summary>Reads a scan as 32-bit floating point, whatever it holds; not-finite voxels are kept.</summary>
    /// <exception cref="RefusedException">As <see cref="Inspect"/>.</exception>
    public static Volume<float> ReadFloat(string path, AssumedOrientation assumed = AssumedOrientation.Refuse) =>
        Read(path, assumed, geometry => new Floats(geometry));

    /// <summary>
    /// Writes a volume; the format follows the name: .nii, .nii.gz, .nrrd (compressed) or .mha (compressed). The file
    /// appears whole or not at all. NIfTI-1 holds the grid in 32-bit numbers: what has seven decimal digits comes back
    /// exactly, the rest within one part in 10⁷. NIfTI-2, NRRD and MetaImage hold it in full precision.
    /// </summary>
    /// <param name="path">Where to.</param>
    /// <param name="volume">The volume.</param>
    /// <param name="version">For NIfTI: which one. Axes above 32767 voxels take NIfTI-2 in any case.</param>
    /// <exception cref="ArgumentException">The name ends otherwise, or the grid is impossible.</exception>
    /// <exception cref="IOException">The folder cannot be written, or the disk is full.</exception>
    public static void Write<T>(string path, Volume<T> volume, NiftiVersion version = NiftiVersion.Nifti1)
        where T : unmanaged, INumber<T>
    {
        ArgumentNullException.ThrowIfNull(volume);
        VolumeWriter.Write(path, volume, version);
    }

    /// <summary>A NIfTI-1 file in memory, compressed (<c>.nii.gz</c>) as small as it gets.</summary>
    /// <exception cref="ArgumentException">The grid is impossible.</exception>
    public static byte[] ToNifti<T>(Volume<T> volume)
        where T : unmanaged, INumber<T>
    {
        ArgumentNullException.ThrowIfNull(volume);
        return NiftiWriter.Compress(volume);
    }

    /// <summary>As the other overload, of a volume whose type is known at run time only.</summary>
    /// <inheritdoc cref="Write{T}"/>
    public static void Write(string path, IVolume volume, NiftiVersion version = NiftiVersion.Nifti1)
    {
        switch (volume)
        {
            case Volume<byte> v: Write(path, v, version); break;
            case Volume<short> v: Write(path, v, version); break;
            case Volume<ushort> v: Write(path, v, version); break;
            case Volume<int> v: Write(path, v, version); break;
            case Volume<float> v: Write(path, v, version); break;
            default: throw new NotSupportedException($"{volume?.GetType().Name} cannot be written.");
        }
    }

    /// <summary>
    /// Writes shares from 0 to 1 as NIfTI (.nii or .nii.gz), a byte a voxel: v is stored as 255·v and the file's scale (scl_slope)
    /// is 1/255, which readers apply. The file appears whole or not at all.
    /// </summary>
    /// <param name="path">Where to.</param>
    /// <param name="shares">255 times the shares, rounded.</param>
    /// <exception cref="IOException">The folder cannot be written, or the disk is full.</exception>
    public static void WriteShares(string path, Volume<byte> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        NiftiWriter.Write(path, shares, NiftiVersion.Nifti1, 1.0 / byte.MaxValue);
    }

    private static TVolume Read<TVolume>(
        string path, AssumedOrientation assumed, Func<VolumeGeometry, IVoxelVisitor<TVolume>> visitor)
    {
        var source = VolumeSource.Open(path, assumed);
        var (component, geometry) = VolumeHeader.Read(source, assumed);
        return StoredNumbers.Read(source, component, geometry.Size.Count, visitor(geometry));
    }

    private sealed class Narrowed(VolumeGeometry geometry) : IVoxelVisitor<IVolume>
    {
        public IVolume Visit<T>(T[] voxels)
            where T : unmanaged, INumber<T> =>
            typeof(T) == typeof(short) ? new Volume<short>(geometry, (short[])(object)voxels) : VoxelNarrowing.Apply<T>(geometry, voxels);
    }

    private sealed class Floats(VolumeGeometry geometry) : IVoxelVisitor<Volume<float>>
    {
        public Volume<float> Visit<T>(T[] voxels)
            where T : unmanaged, INumber<T> =>
            new(geometry, typeof(T) == typeof(float) ? (float[])(object)voxels : Array.ConvertAll(voxels, float.CreateSaturating));
    }

    private sealed class Label(VolumeGeometry geometry) : IVoxelVisitor<Volume<byte>>
    {
        public Volume<byte> Visit<T>(T[] voxels)
            where T : unmanaged, INumber<T>
        {
            // Not "is byte[]": the runtime takes an array of sbyte for one.
            if (typeof(T) == typeof(byte))
            {
                return new(geometry, (byte[])(object)voxels);
            }

            var labels = Array.ConvertAll(voxels, byte.CreateSaturating);
            for (var i = 0; i < labels.Length; i++)
            {
                if (T.CreateTruncating(labels[i]) != voxels[i])
                {
                    throw new RefusedException(new(
                        RefusalCodes.LabelUnusable, "The label holds values that are not integers from 0 to 255."));
                }
            }

            return new(geometry, labels);
        }
    }
}
