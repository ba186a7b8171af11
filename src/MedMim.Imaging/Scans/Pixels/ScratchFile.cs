using MedMim.Foundation.Files;

namespace MedMim.Imaging.Scans.Pixels;

/// <summary>A file without a name: its space is free again when it is closed, however the process ends.</summary>
internal static class ScratchFile
{
    /// <summary>A new one on the disk of another file.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static FileStream Beside(string path)
    {
        var name = AtomicFile.TemporaryPathFor(path);
        var stream = new FileStream(name, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, 1 << 16);
        File.Delete(name);
        return stream;
    }
}
