using System.IO.Compression;
using System.Text;

namespace MedMim.Imaging.Scans;

/// <summary>Recognises a file by its first bytes; names only tell what a file claims to be.</summary>
public static class FileSignature
{
    private const int Needed = 352;
    private static readonly string[] DicomNames = [".dcm", ".dicom", ".ima", ".dic"];
    private static readonly string[] VolumeNames = [".nii", ".nii.gz", ".nrrd", ".nhdr", ".mha", ".mhd", ".hdr"];

    /// <summary>
    /// <see cref="FileKind.DicomImage"/> for any DICOM file, <see cref="FileKind.Volume"/> or <see cref="FileKind.Other"/>.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static FileKind Of(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
        var start = new byte[Needed];
        var count = file.ReadAtLeast(start, Needed, throwOnEndOfStream: false);
        if (IsDicom(start.AsSpan(0, count)))
        {
            return FileKind.DicomImage;
        }

        if (count > 2 && start[0] == 0x1F && start[1] == 0x8B)
        {
            count = Decompress(file, start);
        }

        return IsVolume(start.AsSpan(0, count)) ? FileKind.Volume : FileKind.Other;
    }

    /// <summary>Whether the name says DICOM, NIfTI, NRRD or MetaImage.</summary>
    public static bool ClaimsScan(string path) =>
        DicomNames.Concat(VolumeNames).Any(n => path?.EndsWith(n, StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>Whether the name says NIfTI, NRRD or MetaImage.</summary>
    public static bool ClaimsVolume(string path) =>
        VolumeNames.Any(n => path?.EndsWith(n, StringComparison.OrdinalIgnoreCase) == true);

    private static bool IsDicom(ReadOnlySpan<byte> start)
    {
        if (start.Length >= 132 && start.Slice(128, 4).SequenceEqual("DICM"u8))
        {
            return true;
        }

        // Old files have no preamble: the first element is of group 0002 or 0008, in either byte order.
        return start.Length >= 16 && ((start[0] is 0x02 or 0x08 && start[1] == 0 && start[3] == 0)
            || (start[0] == 0 && start[1] is 0x02 or 0x08 && start[2] == 0));
    }

    private static bool IsVolume(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("NRRD000"u8))
        {
            return true;
        }

        if (start.Length >= 348 && (start.Slice(344, 3).SequenceEqual("n+1"u8) || start.Slice(344, 3).SequenceEqual("ni1"u8)))
        {
            return true;
        }

        if (start.Length >= 8 && (start.Slice(4, 3).SequenceEqual("n+2"u8) || start.Slice(4, 3).SequenceEqual("ni2"u8)))
        {
            return true;
        }

        var text = Encoding.Latin1.GetString(start);
        return (text.StartsWith("ObjectType", StringComparison.Ordinal) || text.StartsWith("NDims", StringComparison.Ordinal))
            && text.Contains('=', StringComparison.Ordinal);
    }

    private static int Decompress(FileStream file, byte[] start)
    {
        try
        {
            file.Position = 0;
            using var gzip = new GZipStream(file, CompressionMode.Decompress);
            return gzip.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            return 0;
        }
    }
}
