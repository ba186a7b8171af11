namespace MedMim.Imaging.Dicom.Sources;

/// <summary>The first bytes of a gzip file (RFC 1952).</summary>
internal static class GzipMark
{
    /// <summary>Whether a stream holds gzip from here on. Does not move.</summary>
    public static bool IsAt(Stream stream)
    {
        var start = new byte[2];
        var position = stream.Position;
        var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = position;
        return read == start.Length && start is [0x1F, 0x8B];
    }
}
