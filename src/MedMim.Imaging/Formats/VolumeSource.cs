using System.Text;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Formats;

/// <summary>A volume file that has passed the checks made before ITK opens it. Dispose it: it may hold a temporary file.</summary>
internal sealed class VolumeSource : IDisposable
{
    /// <summary>Deflate never shrinks data more than 1032 times; a header that asks for more voxels is lying.</summary>
    private const long MostCompression = 1032;

    private string? _temporary;

    private VolumeSource(string path, VolumeFormat format, string voxelFile)
    {
        Format = format;
        Path = path;
        VoxelFile = voxelFile;
        StoredBytes = new FileInfo(voxelFile).Length;
    }

    /// <summary>The format, from the content.</summary>
    public VolumeFormat Format { get; }

    /// <summary>What ITK is to read: the file itself, or its header's conversion.</summary>
    public string Path { get; private init; }

    /// <summary>The file that holds the voxels.</summary>
    public string VoxelFile { get; }

    /// <summary>The checked header fields of a NIfTI file.</summary>
    public NiftiPreamble? Nifti { get; private init; }

    /// <summary>Where the voxels of a NRRD or MetaImage file are.</summary>
    public VoxelPlace? Place { get; private init; }

    /// <summary>Bytes on disk that can hold voxels.</summary>
    public long StoredBytes { get; }

    /// <summary>Looks at the content and the header.</summary>
    /// <exception cref="RefusedException">It is no volume file, or one that cannot be read.</exception>
    public static VolumeSource Open(string path)
    {
        var start = VolumeContent.Start(path, NiftiPreamble.Length2);
        if (start.Length == 0)
        {
            throw Refuse(RefusalCodes.Truncated, "The file is empty, or its compression is damaged from the start.");
        }

        if (NiftiPreamble.Resembles(start))
        {
            return OpenNifti(path, NiftiPreamble.Parse(start), start);
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

    private static VolumeSource OpenNifti(string path, NiftiPreamble preamble, byte[] start)
    {
        if (preamble.Dimensions.Count < 3 || preamble.Dimensions.Skip(3).Any(length => length > 1))
        {
            throw Refuse(RefusalCodes.NotAVolume, "The image has not three axes: it is a picture, a time series or a field of vectors.");
        }

        var source = new VolumeSource(path, VolumeFormat.Nifti, preamble.IsPair ? NiftiPairData(path) : path) { Nifti = preamble };
        source.RequireRoomFor(preamble.VoxelBytes);
        if (!VolumeContent.IsGzip(source.VoxelFile) && source.StoredBytes < preamble.VoxelOffset + preamble.VoxelBytes)
        {
            throw Refuse(RefusalCodes.Truncated, "The file ends before its last voxel.");
        }

        return preamble.Version == 1 ? source : source.WithNifti1Header(preamble, start);
    }

    private VolumeSource WithNifti1Header(NiftiPreamble preamble, byte[] start)
    {
        if (preamble.Dimensions.Any(length => length > short.MaxValue))
        {
            throw Refuse(RefusalCodes.Unsupported, "NIfTI-2 is read with axes of up to 32767 voxels.");
        }

        var temporary = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"medmim-{Guid.NewGuid():N}.nii");
        Nifti2Conversion.Write(start, preamble, temporary);
        return new(temporary, VolumeFormat.Nifti, VoxelFile) { Nifti = preamble, _temporary = temporary };
    }

    private static string NiftiPairData(string path)
    {
        var gzip = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        var stem = System.IO.Path.ChangeExtension(gzip ? path[..^3] : path, ".img");
        return new[] { stem, stem + ".gz" }.FirstOrDefault(File.Exists)
            ?? throw Refuse(RefusalCodes.Truncated, "The .img file with the voxels is not beside its .hdr file.");
    }

    private static VolumeSource OpenText(string path, VolumeFormat format)
    {
        var place = TextHeader.FindVoxels(path, format);
        return new(path, format, place.File) { Place = place };
    }

    private static bool LooksLikeMetaImage(byte[] start)
    {
        var text = Encoding.Latin1.GetString(start);
        return text.StartsWith("ObjectType", StringComparison.Ordinal) || text.StartsWith("NDims", StringComparison.Ordinal)
            || text.StartsWith("Comment", StringComparison.Ordinal) && text.Contains("NDims", StringComparison.Ordinal);
    }

    private static RefusedException Refuse(string code, string reason) => new(new(code, reason));
}
