using System.Numerics;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Formats;

/// <summary>
/// Volumes in one file: NIfTI-1 and NIfTI-2 (.nii, .nii.gz, .hdr with .img), NRRD (.nrrd, .nhdr) and MetaImage (.mha,
/// .mhd). ITK turns NIfTI's and NRRD's RAS into LPS. What cannot be read is a <see cref="RefusedException"/> with a code of
/// <see cref="RefusalCodes"/>; files of unknown origin should be read in a worker process all the same.
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
    /// not-a-scan, truncated, broken-header, unsupported, or not-a-volume (not three axes, colours, vectors).
    /// </exception>
    public static VolumeFileInfo Inspect(string path)
    {
        using var source = VolumeSource.Open(path);
        var (information, geometry) = VolumeHeader.Read(source);
        return new(source.Format.ToString().ToLowerInvariant(), geometry, StoredNumbers.NameOf(information.Component));
    }

    /// <summary>Reads a scan by the integer-preserving rule (<see cref="VoxelNarrowing"/>): shorts or floats.</summary>
    /// <exception cref="RefusedException">As <see cref="Inspect"/>, or not-finite.</exception>
    public static IVolume Read(string path) => Read(path, geometry => new Narrowed(geometry));

    /// <summary>Reads a label: every voxel must be an integer from 0 to 255.</summary>
    /// <exception cref="RefusedException">As <see cref="Inspect"/>, or label-unusable.</exception>
    public static Volume<byte> ReadLabel(string path) => Read(path, geometry => new Label(geometry));

    /// <summary>Reads a scan as 32-bit floating point, whatever it holds; not-finite voxels are kept.</summary>
    /// <exception cref="RefusedException">As <see cref="Inspect"/>.</exception>
    public static Volume<float> ReadFloat(string path) => Read(path, geometry => new Floats(geometry));

    /// <summary>
    /// Writes a volume; the format follows the name: .nii, .nii.gz, .nrrd (compressed) or .mha (compressed). The file
    /// appears whole or not at all. NIfTI keeps the geometry in 32-bit floating point; NRRD and MetaImage in decimal text.
    /// </summary>
    /// <exception cref="ArgumentException">The name ends otherwise.</exception>
    /// <exception cref="IOException">The folder cannot be written, or the disk is full.</exception>
    public static void Write<T>(string path, Volume<T> volume)
        where T : unmanaged, INumber<T>
    {
        ArgumentNullException.ThrowIfNull(volume);
        VolumeWriter.Write(path, volume);
    }

    private static TVolume Read<TVolume>(string path, Func<VolumeGeometry, IVoxelVisitor<TVolume>> visitor)
    {
        using var source = VolumeSource.Open(path);
        var (information, geometry) = VolumeHeader.Read(source);
        return StoredNumbers.Read(source, information.Component, geometry.Size.Count, visitor(geometry));
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
