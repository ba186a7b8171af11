namespace MedMim.Imaging.Formats;

/// <summary>How long files are.</summary>
internal static class FileLength
{
    /// <summary>Bytes of a file; of the file that a link leads to, where <see cref="FileInfo.Length"/> is that of the link.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static long Of(string path)
    {
        using var file = File.OpenHandle(path);
        return RandomAccess.GetLength(file);
    }
}
