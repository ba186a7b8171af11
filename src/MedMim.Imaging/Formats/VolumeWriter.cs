using System.Numerics;
using MedMim.Foundation.Files;
using MedMim.Imaging.Itk;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Formats;

/// <summary>Writes a volume file so that it appears whole or not at all: NIfTI by itself, the others through ITK.</summary>
internal static class VolumeWriter
{
    private static readonly string[] Extensions = [".nii", ".nii.gz", ".nrrd", ".mha"];

    public static void Write<T>(string path, Volume<T> volume, NiftiVersion version)
        where T : unmanaged, INumber<T>
    {
        if (!Extensions.Any(extension => path.EndsWith(extension, StringComparison.Ordinal)))
        {
            throw new ArgumentException($"The name must end in one of {string.Join(", ", Extensions)}.", nameof(path));
        }

        if (path.EndsWith(".nii", StringComparison.Ordinal) || path.EndsWith(".nii.gz", StringComparison.Ordinal))
        {
            NiftiWriter.Write(path, volume, version);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = AtomicFile.TemporaryPathFor(path);
        try
        {
            // Claiming the name first gives the system's own error for a read-only folder; ITK's would not say why.
            File.Create(temporary).Dispose();
            WriteImage.Execute(temporary, volume);
            RequireWhole(temporary, volume);
            AtomicFile.Publish(temporary, path);
        }
        catch (Exception e)
        {
            File.Delete(temporary);
            throw e is ItkException or RefusedException ? new IOException("The volume could not be written; the disk may be full.", e) : e;
        }
    }

    /// <summary>ITK's writers do not notice every write that a full disk cuts short, so the voxels are read back.</summary>
    private static void RequireWhole<T>(string temporary, Volume<T> volume)
        where T : unmanaged, INumber<T>
    {
        var source = VolumeSource.Open(temporary, AssumedOrientation.Refuse);
        var (component, geometry) = VolumeHeader.Read(source, AssumedOrientation.Refuse);
        if (geometry.Size != volume.Geometry.Size
            || !StoredNumbers.Read(source, component, geometry.Size.Count, new Equal<T>(volume.Voxels)))
        {
            throw new IOException("The volume was not written whole; the disk may be full.");
        }
    }

    private sealed class Equal<TExpected>(TExpected[] expected) : IVoxelVisitor<bool>
        where TExpected : unmanaged, INumber<TExpected>
    {
        public bool Visit<T>(T[] voxels)
            where T : unmanaged, INumber<T> =>
            typeof(T) == typeof(TExpected) && expected.AsSpan().SequenceEqual((TExpected[])(object)voxels);
    }
}
