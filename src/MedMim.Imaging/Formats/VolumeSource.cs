using System.Text;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Formats;

/// <summary>A volume file that has passed the checks made before its voxels are read.</summary>
internal sealed class VolumeSource
{
    /// <summary>Deflate never shrinks data more than 1032 times; a header that asks for more voxels is lying.</summary>
    private const long MostCompression = 1032;

    private VolumeSource(string path, VolumeFormat format, string voxelFile)
    {
        Format = format;
        Path = path;
        VoxelFile = voxelFile;
        StoredBytes = FileLength.Of(voxelFile);
    }

    /// <summary>The format, from the content.</summary>
    public VolumeFormat Format { get; }

    /// <summary>The file; of a pair, the header.</summary>
    public string Path { get; }

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
    public static VolumeSource Open(string path, AssumedOrientation assumed)
    {
        var start = VolumeContent.Start(path, NiftiPreamble.Length2);
        if (start.Length == 0)
        {
            throw Refuse(RefusalCodes.Truncated, "The file is empty, or its compression is damaged from the start.");
        }

        if (NiftiPreamble.Resembles(start))
        {
            return OpenNifti(path, NiftiPreamble.Parse(start), assumed);
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

    private static VolumeSource OpenNifti(string path, NiftiPreamble preamble, AssumedOrientation assumed)
    {
        if (preamble.Version == NiftiPreamble.Analyze && assumed == AssumedOrientation.Refuse)
        {
            throw Refuse(RefusalCodes.AmbiguousOrientation, "Analyze 7.5 files say nothing certain about left and right.");
        }

        if (preamble.Version == NiftiPreamble.Analyze && !preamble.IsUnscaled)
        {
            throw Refuse(RefusalCodes.Unsupported, "It is an Analyze file with a scale, to which programs give different meanings.");
        }

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

        return source;
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
