namespace MedMim.Audit.Storage;

/// <summary>A file that only grows, each piece synced to the disk before the call returns.</summary>
internal sealed class AppendFile : IDisposable
{
    private readonly FileStream stream;

    /// <summary>Opens the file, or makes it, and cuts what stands behind <paramref name="length"/>.</summary>
    public AppendFile(string path, long length)
    {
        stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
        if (stream.Length != length)
        {
            CutTo(length);
        }

        stream.Seek(0, SeekOrigin.End);
    }

    public long Length => stream.Length;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        stream.Flush(flushToDisk: true);
    }

    public void CutTo(long length)
    {
        stream.SetLength(length);
        stream.Seek(0, SeekOrigin.End);
        stream.Flush(flushToDisk: true);
    }

    public void Dispose() => stream.Dispose();
}
