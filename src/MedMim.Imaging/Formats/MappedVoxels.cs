using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace MedMim.Imaging.Formats;

/// <summary>
/// The elements of an <c>.npy</c> file, mapped read-only into memory: pages are read when touched and shared between
/// processes. Where nobody disposes it, the mapping stays until the process ends, so that a span in use never dangles.
/// </summary>
/// <remarks>
/// The file must not be shortened while mapped (the kernel would end the process with SIGBUS); files of a store are only
/// ever replaced by renaming, which leaves a mapping intact. Writing through <see cref="GetSpan"/> would fault.
/// </remarks>
public sealed unsafe class MappedVoxels<T> : MemoryManager<T>
    where T : unmanaged
{
    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;
    private readonly T* _first;
    private readonly int _length;
    private bool _disposed;

    internal MappedVoxels(FileStream stream, NpyHeader header)
    {
        Header = header;
        _length = (int)header.Count;
        if (_length == 0)
        {
            return;
        }

        _file = MemoryMappedFile.CreateFromFile(
            stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = _file.CreateViewAccessor(0, stream.Length, MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _first = (T*)(start + _view.PointerOffset + header.DataOffset);
    }

    /// <summary>The file's header, with its shape.</summary>
    public NpyHeader Header { get; }

    /// <summary>The elements, C order.</summary>
    public ReadOnlyMemory<T> Voxels => Memory;

    /// <inheritdoc/>
    public override Span<T> GetSpan()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new(_first, _length);
    }

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(elementIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(elementIndex, _length);
        return new(_first + elementIndex, default, this);
    }

    /// <inheritdoc/>
    public override void Unpin()
    {
        // Mapped memory does not move.
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _view?.SafeMemoryMappedViewHandle.ReleasePointer();
        _view?.Dispose();
        _file?.Dispose();
    }
}
