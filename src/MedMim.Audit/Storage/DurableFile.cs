using System.Runtime.InteropServices;
using System.Text;

namespace MedMim.Audit.Storage;

/// <summary>Writes that survive a power cut. .NET has no call to sync a folder (dotnet/runtime#28169), so libc's is used.</summary>
internal static partial class DurableFile
{
    private const int OpenDirectory = 0x10000;

    /// <summary>
    /// Puts a whole, synced file in place if none is there yet; leaves what is there otherwise. Readers never see half
    /// of it.
    /// </summary>
    public static void CreateNew(string path, string text, UnixFileMode mode)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var temporary = Path.Combine(folder, $".partial-{Guid.NewGuid():N}");
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.None,
                UnixCreateMode = mode,
            };
            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: false);
            SyncFolder(folder);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Someone else was first; theirs stands.
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Flushes a folder's entries; a file system that cannot is left alone.</summary>
    public static void SyncFolder(string folder)
    {
        var descriptor = Open(folder, OpenDirectory);
        if (descriptor >= 0)
        {
            _ = Fsync(descriptor);
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
