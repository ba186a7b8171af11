using MedMim.Imaging.Formats;

namespace MedMim.Imaging.Scans;

/// <summary>Recognises DICOM by a file's first bytes, and volume files by name (ITK chooses its reader by name).</summary>
public static class FileSignature
{
    private const int Needed = 132;
    private static readonly string[] DicomNames = [".dcm", ".dicom", ".ima", ".dic"];

    /// <summary>
    /// <see cref="FileKind.DicomImage"/> for any DICOM file, <see cref="FileKind.Volume"/> or <see cref="FileKind.Other"/>.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static FileKind Of(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
        var start = new byte[Needed];
        var count = file.ReadAtLeast(start, Needed, throwOnEndOfStream: false);
        return IsDicom(start.AsSpan(0, count)) ? FileKind.DicomImage
            : VolumeFile.HasVolumeExtension(path) ? FileKind.Volume
            : FileKind.Other;
    }

    /// <summary>Whether the name says DICOM.</summary>
    public static bool ClaimsDicom(string path) =>
        DicomNames.Any(n => path?.EndsWith(n, StringComparison.OrdinalIgnoreCase) == true);

    private static bool IsDicom(ReadOnlySpan<byte> start)
    {
        if (start.Length >= Needed && start[128..].SequenceEqual("DICM"u8))
        {
            return true;
        }

        // Old files have no preamble: the first element is of group 0002 or 0008, in either byte order.
        return start.Length >= 16 && ((start[0] is 0x02 or 0x08 && start[1] == 0 && start[3] == 0)
            || (start[0] == 0 && start[1] is 0x02 or 0x08 && start[2] == 0));
    }
}
