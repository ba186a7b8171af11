using System.Text;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Formats;

/// <summary>A volume file that has passed the checks made before ITK opens it. Dispose it: it may hold a temporary file.</summary>
internal sealed class VolumeSource : IDisposable
{
    /// <summary>Deflate never shrinks data more than 1032 times; a header that asks for more voxels is lying.</summary>
    private const long MostCompression = 1032;

    private readonly string? _temporary;

    private VolumeSource(string path, VolumeFormat format, long storedBytes, NiftiPreamble? nifti, string? temporary)
    {
        Format = format;
        Path = temporary ?? path;
        OriginalPath = path;
        StoredBytes = storedBytes;
        Nifti = nifti;
        _temporary = temporary;
    }

    /// <summary>The format, from the content.</summary>
    public VolumeFormat Format { get; }

    /// <summary>What ITK is to read: the file itself, or its conversion.</summary>
    public string Path { get; }

    /// <summary>The file itself.</summary>
    public string OriginalPath { get; }

    /// <summary>The checked header fields of a NIfTI file.</summary>
    public NiftiPreamble? Nifti { get; }

    /// <summary>Bytes on disk that can hold voxels.</summary>
    public long StoredBytes { get; }

    /// <summary>Looks at the content and the header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="withVoxels">Whether the voxels are going to be read.</param>
    /// <exception cref="RefusedException">It is no volume file, or one that cannot be read.</exception>
    public static VolumeSource Open(string path, bool withVoxels)
    {
        var start = VolumeContent.Start(path, NiftiPreamble.Length2);
        if (start.Length == 0)
        {
            throw Refuse(RefusalCodes.Truncated, "The file is empty, or its compression is damaged from the start.");
        }

        if (NiftiPreamble.Resembles(start))
        {
            return OpenNifti(path, NiftiPreamble.Parse(start), withVoxels);
        }

        if (start.AsSpan().StartsWith("NRRD000"u8))
        {
            return OpenText(path, VolumeFormat.Nrrd);
        }

        return LooksLikeMetaImage(start)
            ? OpenText(path, VolumeFormat.MetaImage)
            : throw Refuse(RefusalCodes.NotAScan, "The content is no NIfTI, NRRD or MetaImage file.");
    }

    /// <summary>Refuses a header that asks for more voxels than the file can hold, before memory is set aside for them.</summary>
    /// <exception cref="RefusedException">truncated.</exception>
    public void RequireRoomFor(long voxelBytes)
    {
        if (voxelBytes / MostCompression > StoredBytes)
        {
            throw Refuse(RefusalCodes.Truncated, "The file is far too short for the voxels that its header promises.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_temporary is not null)
        {
            File.Delete(_temporary);
        }
    }

    private static VolumeSource OpenNifti(string path, NiftiPreamble preamble, bool withVoxels)
    {
        if (preamble.Dimensions.Count < 3 || preamble.Dimensions.Skip(3).Any(length => length > 1))
        {
            throw Refuse(RefusalCodes.NotAVolume, "The image has not three axes: it is a picture, a time series or a field of vectors.");
        }

        var data = preamble.IsPair ? NiftiPairData(path) : path;
        var source = new VolumeSource(path, VolumeFormat.Nifti, new FileInfo(data).Length, preamble, null);
        source.RequireRoomFor(preamble.VoxelBytes);
        if (!VolumeContent.IsGzip(data) && new FileInfo(data).Length < preamble.VoxelOffset + preamble.VoxelBytes)
        {
            throw Refuse(RefusalCodes.Truncated, "The file ends before its last voxel.");
        }

        return preamble.Version == 1 ? source : ConvertNifti2(path, preamble, withVoxels, source.StoredBytes);
    }

    private static VolumeSource ConvertNifti2(string path, NiftiPreamble preamble, bool withVoxels, long storedBytes)
    {
        if (preamble.IsPair || preamble.Dimensions.Any(length => length > short.MaxValue))
        {
            throw Refuse(RefusalCodes.Unsupported, "NIfTI-2 is read as one file with axes of up to 32767 voxels.");
        }

        var temporary = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"medmim-{Guid.NewGuid():N}.nii");
        try
        {
            Nifti2Conversion.Write(path, preamble, temporary, withVoxels);
        }
        catch (Exception e)
        {
            File.Delete(temporary);
            throw e is InvalidDataException or EndOfStreamException
                ? Refuse(RefusalCodes.Truncated, "The file ends, or its compression breaks, before its last voxel.")
                : e;
        }

        return new(path, VolumeFormat.Nifti, storedBytes, preamble, temporary);
    }

    private static string NiftiPairData(string path)
    {
        var gzip = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        var stem = System.IO.Path.ChangeExtension(gzip ? path[..^3] : path, ".img");
        return new[] { stem, stem + ".gz" }.FirstOrDefault(File.Exists)
            ?? throw Refuse(RefusalCodes.Truncated, "The .img file with the voxels is not beside its .hdr file.");
    }

    private static VolumeSource OpenText(string path, VolumeFormat format) =>
        new(path, format, new FileInfo(TextHeader.DataFile(path, format)).Length, null, null);

    private static bool LooksLikeMetaImage(byte[] start)
    {
        var text = Encoding.Latin1.GetString(start);
        return text.StartsWith("ObjectType", StringComparison.Ordinal) || text.StartsWith("NDims", StringComparison.Ordinal)
            || text.StartsWith("Comment", StringComparison.Ordinal) && text.Contains("NDims", StringComparison.Ordinal);
    }

    private static RefusedException Refuse(string code, string reason) => new(new(code, reason));
}
