using MedMim.Imaging.Dicom.Layout;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Dicom.Sources;

/// <summary>
/// A DICOM file as every toolkit can take it: gzip and deflated files are inflated, and one that states no transfer syntax
/// gets file meta information, all in memory; any other stays where it is.
/// </summary>
public sealed class DicomSource : IDisposable
{
    private readonly MemoryFile? _memory;

    private DicomSource(string path, DicomLayout layout, MemoryFile? memory)
    {
        Path = path;
        Layout = layout;
        _memory = memory;
    }

    /// <summary>What a toolkit is to open.</summary>
    public string Path { get; }

    /// <summary>Where things lie in it.</summary>
    public DicomLayout Layout { get; }

    /// <summary>Opens a file, and keeps of its header what <paramref name="header"/> says.</summary>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="RefusedException">
    /// <c>truncated</c>; <c>broken-header</c> where sequences are nested too deep; <c>unsupported</c> where it inflates to
    /// more than <see cref="DicomLimits.LargestInflated"/>.
    /// </exception>
    public static DicomSource Open(string path, HeaderScope header = HeaderScope.None) => Open(path, DicomLimits.LargestInflated, header);

    /// <summary>Opens a file with a limit of its own on what it may inflate to, bytes.</summary>
    public static DicomSource Open(string path, long largestInflated, HeaderScope header = HeaderScope.None)
    {
        MemoryFile? memory = null;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 12);
            Stream content = file;
            if (GzipMark.IsAt(file))
            {
                memory = Write(target => BoundedCopy.Inflate(Inflation.Gzip(file), target, largestInflated));
                content = memory.Stream;
            }

            var layout = DicomLayoutReader.Of(content, header);
            if (Rewrite(content, layout, largestInflated) is { } rewritten)
            {
                memory?.Dispose();
                memory = rewritten;
                layout = DicomLayoutReader.Of(memory.Stream, header);
            }

            if (layout.Extent == DicomExtent.Truncated)
            {
                throw new RefusedException(new(RefusalCodes.Truncated, "The file ends before its header says it does."));
            }

            return new(memory?.Path ?? path, layout, memory);
        }
        catch
        {
            memory?.Dispose();
            throw;
        }
    }

    /// <summary>Opens it for reading.</summary>
    public FileStream OpenRead() => new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 12);

    /// <inheritdoc/>
    public void Dispose() => _memory?.Dispose();

    private static MemoryFile? Rewrite(Stream content, DicomLayout layout, long largestInflated)
    {
        if (layout.SyntaxUid == DicomUids.Deflated)
        {
            content.Position = layout.DataSetStart;
            return Write(target =>
            {
                MetaInformation.Write(target, DicomUids.Explicit);
                BoundedCopy.Inflate(Inflation.Deflate(content), target, largestInflated);
            });
        }

        if (layout.SyntaxUid.Length == 0 && layout.Syntax is { } guessed)
        {
            content.Position = layout.DataSetStart;
            return Write(target =>
            {
                MetaInformation.Write(target, guessed.Uid);
                BoundedCopy.Inflate(content, target, largestInflated);
            });
        }

        return null;
    }

    private static MemoryFile Write(Action<Stream> content)
    {
        var memory = new MemoryFile();
        try
        {
            content(memory.Stream);
            memory.Stream.Flush();
            return memory;
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }
}
