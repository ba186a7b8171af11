using MedMim.Imaging.Dicom;
using MedMim.Imaging.Dicom.Layout;
using MedMim.Imaging.Formats;

namespace MedMim.Imaging.Scans.Files;

/// <summary>Recognises DICOM by a file's first bytes, and volume files by name (ITK chooses its reader by name).</summary>
public static class FileSignature
{
    // Preamble, mark and the file meta information of any file seen so far.
    private const int Needed = 1024;
    private static readonly string[] DicomNames = [".dcm", ".dicom", ".ima", ".dic"];

    /// <summary>
    /// <see cref="FileKind.DicomImage"/> for any DICOM file but the index of a disc, which is
    /// <see cref="FileKind.DicomDirectory"/>; <see cref="FileKind.Volume"/> or <see cref="FileKind.Other"/>. A DICOM file
    /// may be gzip-ed.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static FileKind Of(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
        var start = Start(file);
        if (start is [0x1F, 0x8B, ..] && !VolumeFile.HasVolumeExtension(path))
        {
            file.Position = 0;
            start = InflatedStart(file);
        }

        return IsDicom(start) ? OfDicom(start)
            : VolumeFile.HasVolumeExtension(path) ? FileKind.Volume
            : FileKind.Other;
    }

    /// <summary>Whether the name says DICOM.</summary>
    public static bool ClaimsDicom(string path)
    {
        var name = path?.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) == true ? path[..^3] : path;
        return DicomNames.Any(n => name?.EndsWith(n, StringComparison.OrdinalIgnoreCase) == true);
    }

    // Old files have no preamble: they begin with the first element.
    private static bool IsDicom(ReadOnlySpan<byte> start) =>
        (start.Length >= 132 && start[128..132].SequenceEqual("DICM"u8)) || SyntaxGuess.Of(start) is not null;

    private static FileKind OfDicom(byte[] start)
    {
        using var stream = new MemoryStream(start, writable: false);
        return DicomLayoutReader.Of(stream).SopClassUid == DicomUids.Directory
            ? FileKind.DicomDirectory
            : FileKind.DicomImage;
    }

    private static byte[] Start(Stream stream)
    {
        var start = new byte[Needed];
        return start[..stream.ReadAtLeast(start, Needed, throwOnEndOfStream: false)];
    }

    private static byte[] InflatedStart(FileStream file)
    {
        try
        {
            return Start(Inflation.Gzip(file));
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }
}
