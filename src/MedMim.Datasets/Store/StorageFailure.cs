namespace MedMim.Datasets.Store;

/// <summary>Tells apart why a file could not be written. On Linux an <see cref="IOException"/> carries errno.</summary>
internal static class StorageFailure
{
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int QuotaExceeded = 122;

    // A worker process reports its failure as text.
    public static bool IsFull(Exception e) => e is IOException
        && (e.HResult is NoSpace or QuotaExceeded || e.Message.Contains("No space left on device", StringComparison.Ordinal));

    public static bool IsReadOnly(Exception e) =>
        e is UnauthorizedAccessException || (e is IOException
            && (e.HResult == ReadOnlyFileSystem || e.Message.Contains("Read-only file system", StringComparison.Ordinal)));

    /// <summary>The failure in words that say what to do.</summary>
    public static IOException Full(string folder, Exception e) => new(
        $"{folder}: the disk is full. Free space and run the same command again: what is finished is kept.", e);
}
