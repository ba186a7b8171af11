using System.Buffers.Binary;
using MedMim.Imaging.Dicom.Layout;
using MedMim.Imaging.Dicom.Sources;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Dicom.Pixels;

/// <summary>
/// Compares each compressed frame with its file's header before a decoder sees it. Decoders take the size of their buffer
/// from the header and the size of the image from the stream: where these differ, GDCM writes beyond its buffer.
/// </summary>
internal static class CodestreamCheck
{
    private const int RleHead = 64;

    /// <returns>The fragments of each frame.</returns>
    /// <exception cref="RefusedException">
    /// <c>pixel-mismatch</c>, or <c>broken-header</c> where the header states no size.
    /// </exception>
    public static IReadOnlyList<IReadOnlyList<ByteRange>> Check(DicomSource source, PixelCoding coding)
    {
        if (source.Layout.Promised is not { Rows: > 0, Columns: > 0, BitsAllocated: > 0 } promised)
        {
            throw new RefusedException(new(RefusalCodes.BrokenHeader, "The header does not say how large the image is."));
        }

        using var file = source.OpenRead();
        var frames = EncapsulatedFrames.Split(source.Layout, file, promised.Frames);
        foreach (var frame in frames)
        {
            var bytes = EncapsulatedFrames.Read(frame, file);
            if (coding == PixelCoding.Rle ? !IsRle(bytes, promised) : !IsSize(CodestreamSize.Of(coding, bytes), promised))
            {
                throw new RefusedException(new(
                    RefusalCodes.PixelMismatch,
                    "A compressed frame has another size than the header promises, or is damaged."));
            }
        }

        return frames;
    }

    private static bool IsSize(CodestreamSize? stated, PromisedImage promised) =>
        stated is { } size
        && (size.Rows, size.Columns, size.Samples) == (promised.Rows, promised.Columns, promised.Samples)
        && size.Bits <= promised.BitsAllocated;

    // A segment for each byte of a pixel (PS3.5 G.5).
    private static bool IsRle(ReadOnlySpan<byte> frame, PromisedImage promised) =>
        frame.Length > RleHead
        && BinaryPrimitives.ReadUInt32LittleEndian(frame) == (uint)promised.Samples * (uint)((promised.BitsAllocated + 7) / 8);
}
