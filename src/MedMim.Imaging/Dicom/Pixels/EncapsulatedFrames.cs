using System.Buffers.Binary;
using MedMim.Imaging.Dicom.Layout;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Dicom.Pixels;

/// <summary>Which fragments of compressed pixel data make which frame (DICOM PS3.5 A.4).</summary>
internal static class EncapsulatedFrames
{
    /// <summary>The fragments of each frame, in order.</summary>
    /// <param name="layout">Where the fragments are.</param>
    /// <param name="file">The file.</param>
    /// <param name="frames">How many frames the header promises.</param>
    /// <exception cref="RefusedException"><c>pixel-mismatch</c>: the frames cannot be told apart.</exception>
    public static IReadOnlyList<IReadOnlyList<ByteRange>> Split(DicomLayout layout, Stream file, int frames)
    {
        var fragments = layout.Fragments.Skip(1).ToList();
        if (frames == 1 && fragments.Count > 0)
        {
            return [fragments];
        }

        if (fragments.Count == frames)
        {
            return [.. fragments.Select(IReadOnlyList<ByteRange> (f) => [f])];
        }

        var starts = Table(file, layout.ExtendedOffsets, 8, frames)
            ?? Table(file, layout.Fragments.Count > 0 ? layout.Fragments[0] : null, 4, frames);
        var split = starts is null ? ByEndMarks(fragments, file) : ByStarts(fragments, starts);
        return split.Count == frames
            ? split
            : throw new RefusedException(
                new(RefusalCodes.PixelMismatch, "The compressed pixels are not as many frames as the header promises."));
    }

    /// <summary>The bytes of some fragments, one after the other.</summary>
    public static byte[] Read(IReadOnlyList<ByteRange> fragments, Stream file)
    {
        var bytes = new byte[fragments.Sum(f => f.Length)];
        var offset = 0;
        foreach (var fragment in fragments)
        {
            file.Position = fragment.Start;
            file.ReadExactly(bytes, offset, (int)fragment.Length);
            offset += (int)fragment.Length;
        }

        return bytes;
    }

    private static HashSet<long>? Table(Stream file, ByteRange? place, int width, int frames)
    {
        if (place is not { } table || table.Length != (long)width * frames)
        {
            return null;
        }

        var bytes = Read([table], file);
        var starts = Enumerable.Range(0, frames).Select(i => width == 4
            ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(i * 4))
            : BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(i * 8)));
        return [.. starts];
    }

    // Offsets count from the first item after the table. One that points into an item makes no frame, so the count tells.
    private static List<IReadOnlyList<ByteRange>> ByStarts(List<ByteRange> fragments, HashSet<long> starts)
    {
        var split = new List<IReadOnlyList<ByteRange>>();
        var frame = new List<ByteRange>();
        foreach (var fragment in fragments)
        {
            if (frame.Count > 0 && starts.Contains(fragment.Start - fragments[0].Start))
            {
                split.Add(frame);
                frame = [];
            }

            frame.Add(fragment);
        }

        split.Add(frame);
        return split;
    }

    // JPEG, JPEG-LS and JPEG 2000 all end a frame with the bytes FF D9, and perhaps one of padding.
    private static List<IReadOnlyList<ByteRange>> ByEndMarks(List<ByteRange> fragments, Stream file)
    {
        var split = new List<IReadOnlyList<ByteRange>>();
        var frame = new List<ByteRange>();
        foreach (var fragment in fragments)
        {
            frame.Add(fragment);
            var tail = Read([new(fragment.Start + Math.Max(0, fragment.Length - 3), Math.Min(3, fragment.Length))], file);
            if (tail is [.., 0xFF, 0xD9] or [0xFF, 0xD9, _])
            {
                split.Add(frame);
                frame = [];
            }
        }

        if (frame.Count > 0)
        {
            split.Add(frame);
        }

        return split;
    }
}
