using System.Buffers.Binary;
using MedMim.Imaging.Dicom.Layout;
using MedMim.Imaging.Dicom.Sources;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Dicom.Pixels;

/// <summary>
/// Run lengths (DICOM PS3.5 annex G), strictly: each segment gives as many bytes as the image has pixels, or the image is
/// refused. GDCM aborts on some compressed files with an odd header, so that it is not asked here.
/// </summary>
internal static class RlePixels
{
    private const int Head = 64;
    private const int NoOperation = -128;

    /// <exception cref="RefusedException"><c>pixel-mismatch</c>, or <c>unsupported</c> for other than whole bytes.</exception>
    public static DecodedFrames Decode(
        DicomSource source, IReadOnlyList<IReadOnlyList<ByteRange>> frames, DicomDataset header)
    {
        var format = PixelFormats.Of(header);
        if (format.BitsAllocated % 8 != 0 || format.Length > Array.MaxLength || format.Length > DicomLimits.LargestPixels)
        {
            throw new RefusedException(new(RefusalCodes.Unsupported, "The image's pixel format is not read, or it is too large."));
        }

        if (frames.Count != format.Frames)
        {
            throw Mismatch();
        }

        using var file = source.OpenRead();
        var bytes = GC.AllocateUninitializedArray<byte>((int)format.Length);
        var length = (int)format.FrameLength;
        for (var i = 0; i < frames.Count; i++)
        {
            DecodeFrame(EncapsulatedFrames.Read(frames[i], file), format, bytes.AsSpan(i * length, length));
        }

        return new(format, bytes);
    }

    // A segment holds one byte of one sample of all pixels; the most significant byte comes first.
    private static void DecodeFrame(ReadOnlySpan<byte> frame, PixelFormat format, Span<byte> target)
    {
        var width = format.BitsAllocated / 8;
        var segments = width * format.Samples;
        if (segments > (Head / 4) - 1 || frame.Length < Head)
        {
            throw Mismatch();
        }

        for (var i = 0; i < segments; i++)
        {
            var start = BinaryPrimitives.ReadUInt32LittleEndian(frame[(4 + (4 * i))..]);
            var end = i + 1 < segments ? BinaryPrimitives.ReadUInt32LittleEndian(frame[(8 + (4 * i))..]) : (uint)frame.Length;
            if (start < Head || end < start || end > frame.Length)
            {
                throw Mismatch();
            }

            var place = ((i / width) * width) + width - 1 - (i % width);
            DecodeSegment(frame[(int)start..(int)end], target[place..], segments, format.Rows * format.Columns);
        }
    }

    private static void DecodeSegment(ReadOnlySpan<byte> segment, Span<byte> target, int stride, int count)
    {
        var done = 0;
        while (done < count)
        {
            var control = segment.IsEmpty ? throw Mismatch() : (sbyte)segment[0];
            if (control == NoOperation)
            {
                segment = segment[1..];
                continue;
            }

            var (run, stored) = control >= 0 ? (control + 1, control + 1) : (1 - control, 1);
            if (segment.Length <= stored || run > count - done)
            {
                throw Mismatch();
            }

            for (var i = 0; i < run; i++, done++)
            {
                target[done * stride] = segment[1 + (stored == 1 ? 0 : i)];
            }

            segment = segment[(1 + stored)..];
        }
    }

    private static RefusedException Mismatch() =>
        new(new(RefusalCodes.PixelMismatch, "The compressed pixels cannot be decoded in full."));
}
