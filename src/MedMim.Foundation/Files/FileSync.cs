using System.Runtime.InteropServices;

namespace MedMim.Foundation.Files;

/// <summary>Makes files and folder entries durable. .NET has no call for a folder (dotnet/runtime#28169), so libc's is used.</summary>
public static partial class FileSync
{
    private const int OpenReadOnly = 0;
    private const int OpenDirectory = 0x10000;

    /// <summary>Flushes a file's content to the disk.</summary>
    public static void File(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>
    /// Flushes a folder's entries to the disk, so that a rename in it survives a power cut. A file system that cannot
    /// (some network ones) is left alone: the rename is still atomic.
    /// </summary>
    public static void Folder(string path)
    {
        var descriptor = Open(path, OpenReadOnly | OpenDirectory);
        if (descriptor < 0)
        {
            return;
        }

        _ = Fsync(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
