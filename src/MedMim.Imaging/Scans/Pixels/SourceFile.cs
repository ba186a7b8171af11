namespace MedMim.Imaging.Scans.Pixels;

/// <summary>Reading the files of a scan, told apart from writing what becomes of them.</summary>
internal static class SourceFile
{
    /// <summary>What <paramref name="read"/> gives.</summary>
    /// <exception cref="RefusedException">A file cannot be opened or read: <c>unreadable</c>.</exception>
    public static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(new(RefusalCodes.Unreadable, "A file cannot be opened or read."), e);
        }
    }
}
