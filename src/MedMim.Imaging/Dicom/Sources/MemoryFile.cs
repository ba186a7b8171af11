using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MedMim.Imaging.Dicom.Sources;

/// <summary>
/// A file in memory that has a path (memfd_create(2)), for libraries that read paths only. Nothing of it reaches a disk,
/// and nothing is left of it when the process is killed.
/// </summary>
public sealed partial class MemoryFile : IDisposable
{
    private const uint CloseOnExec = 1;

    private readonly int _descriptor;

    /// <summary>Makes an empty file.</summary>
    /// <exception cref="IOException">The system has no room for it.</exception>
    public MemoryFile()
    {
        _descriptor = Create("medmim", CloseOnExec);
        if (_descriptor < 0)
        {
            throw new IOException("A file in memory cannot be made.");
        }

        Stream = new FileStream(new SafeFileHandle(_descriptor, ownsHandle: true), FileAccess.ReadWrite, 1 << 16);
    }

    /// <summary>Its content; flush it before somebody else reads <see cref="Path"/>.</summary>
    public FileStream Stream { get; }

    /// <summary>Its path, for this process only.</summary>
    public string Path => $"/proc/self/fd/{_descriptor}";

    /// <inheritdoc/>
    public void Dispose() => Stream.Dispose();

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Create(string name, uint flags);
}
