using System.Text;

namespace MedMim.Foundation.Files;

/// <summary>
/// Writes a file so that a reader sees the old content or the new one, never half of either, whatever interrupts the
/// writer: a temporary file beside the target, fsync, rename, fsync of the folder.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes <paramref name="path"/> through <paramref name="write"/>; on any exception nothing remains of it.</summary>
    /// <exception cref="IOException">The folder cannot be written, or the disk is full. The old content is untouched.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full)!;
        Directory.CreateDirectory(folder);
        var temporary = TemporaryPathFor(full);
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
            FileSync.Folder(folder);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>
    /// Writes a temporary file beside <paramref name="path"/> for <see cref="PublishAll"/>;
    /// it is not durable yet. On any exception nothing remains of it.
    /// </summary>
    /// <returns>Its path.</returns>
    /// <exception cref="IOException">The folder cannot be written, or the disk is full.</exception>
    public static string Prepare(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var temporary = TemporaryPathFor(full);
        try
        {
            using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16);
            write(stream);
            return temporary;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes UTF-8 text without a byte order mark.</summary>
    public static void WriteText(string path, string text) => WriteBytes(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes.</summary>
    public static void WriteBytes(string path, ReadOnlyMemory<byte> bytes) => Write(path, s => s.Write(bytes.Span));

    /// <summary>
    /// A hidden, unique sibling of <paramref name="path"/> that keeps its extension, for writers (such as ITK) that take
    /// a path rather than a stream. Finish with <see cref="Publish"/>.
    /// </summary>
    public static string TemporaryPathFor(string path)
    {
        var name = Path.GetFileName(path);
        return Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".partial-{Guid.NewGuid():N}-{name}");
    }

    /// <summary>Makes a finished temporary file durable and gives it its name.</summary>
    public static void Publish(string temporary, string path)
    {
        FileSync.File(temporary);
        File.Move(temporary, path, overwrite: true);
        FileSync.Folder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>
    /// Makes finished temporary files durable, all of them before the first gets its name, and then names them in order;
    /// each folder is made durable once. Waiting for the disk is most of what writing many small files costs.
    /// </summary>
    public static void PublishAll(IReadOnlyList<(string Temporary, string Path)> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        foreach (var (temporary, _) in files)
        {
            FileSync.File(temporary);
        }

        foreach (var (temporary, path) in files)
        {
            File.Move(temporary, path, overwrite: true);
        }

        foreach (var folder in files.Select(f => Path.GetDirectoryName(Path.GetFullPath(f.Path))!).Distinct(StringComparer.Ordinal))
        {
            FileSync.Folder(folder);
        }
    }
}
