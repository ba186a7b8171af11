namespace MedMim.Imaging.Formats;

/// <summary>A file's content, decompressed where it begins like gzip (RFC 1952).</summary>
internal static class VolumeContent
{
    /// <summary>Whether the file begins with gzip's magic bytes.</summary>
    public static bool IsGzip(string path)
    {
        using var file = File.OpenRead(path);
        return file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
    }

    /// <summary>Opens the content.</summary>
    public static Stream Open(string path) =>
        IsGzip(path) ? Inflation.Gzip(File.OpenRead(path)) : File.OpenRead(path);

    /// <summary>The first bytes, at most <paramref name="count"/>; fewer where the content or its compression ends before.</summary>
    public static byte[] Start(string path, int count)
    {
        using var stream = Open(path);
        var start = new byte[count];
        var length = 0;
        try
        {
            int read;
            while (length < count && (read = stream.Read(start, length, count - length)) > 0)
            {
                length += read;
            }
        }
        catch (InvalidDataException)
        {
            // Damaged compression: what came before it says what the file is.
        }

        return start[..length];
    }
}
