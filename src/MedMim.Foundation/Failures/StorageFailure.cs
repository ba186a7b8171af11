namespace MedMim.Foundation.Failures;

/// <summary>Tells apart why a file could not be written. On Linux an <see cref="IOException"/> carries errno.</summary>
public static class StorageFailure
{
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int QuotaExceeded = 122;

    /// <summary>Whether the disk, or the user's share of it, is full.</summary>
    public static bool IsFull(Exception exception) => exception is DiskFullException || (exception is IOException

        // A worker process reports its failure as text.
        && (exception.HResult is NoSpace or QuotaExceeded
            || exception.Message.Contains("No space left on device", StringComparison.Ordinal)));

    /// <summary>Whether the place is read-only, or not this user's to write.</summary>
    public static bool IsReadOnly(Exception exception) =>
        exception is UnauthorizedAccessException || (exception is IOException
            && (exception.HResult == ReadOnlyFileSystem
                || exception.Message.Contains("Read-only file system", StringComparison.Ordinal)));

    /// <summary>The failure in words that say what to do.</summary>
    /// <param name="folder">The folder that was being written.</param>
    /// <param name="exception">The failure; where it is in these words already, it is returned as it is.</param>
    public static DiskFullException Full(string folder, Exception exception) =>
        exception as DiskFullException ?? new DiskFullException(folder, exception);

    /// <summary>The failure in words that say what to do.</summary>
    /// <param name="folder">The folder that was to be written.</param>
    /// <param name="exception">The failure underneath.</param>
    public static InputException ReadOnly(string folder, Exception exception) => new(
        folder, "cannot be written: it is read-only, or you may not write there", "Choose a folder that you may write to.", exception);
}
