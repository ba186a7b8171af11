using System.Runtime.InteropServices;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Dicom.Decoders;

/// <summary>
/// JPEG-LS by CharLS itself (libcharls2, which comes with GDCM). GDCM, which wraps the same library, loses its status on
/// the way: for some streams it says that it succeeded and hands out wrong pixels.
/// </summary>
internal static class CharLsDecoder
{
    private static readonly byte[] EndMark = [0xFF, 0xD9];

    private static readonly Lazy<bool> Installed = new(() => NativeLibrary.TryLoad(CharLs.Library, out _));

    /// <summary>Whether the library is installed.</summary>
    public static bool IsPresent => Installed.Value;

    /// <summary>Decompresses a frame of grey values.</summary>
    /// <param name="stream">Its compressed bytes, whole.</param>
    /// <param name="format">What the header promises: 8 or 16 bits allocated.</param>
    /// <param name="target">Where the pixels go: <see cref="PixelFormat.FrameLength"/> bytes.</param>
    /// <exception cref="RefusedException">
    /// <c>pixel-mismatch</c>: CharLS failed, or the stream is not what the header promises.
    /// </exception>
    public static void Decode(ReadOnlySpan<byte> stream, PixelFormat format, Span<byte> target)
    {
        if (TryDecode(stream, format, target))
        {
            return;
        }

        // Some encoders fill the scan with a zero to an even length, where the standard has the end mark follow at once.
        var end = stream.LastIndexOf(EndMark);
        if (end < 1 || stream[end - 1] != 0 || !TryDecode([.. stream[..(end - 1)], .. EndMark], format, target))
        {
            throw new RefusedException(new(RefusalCodes.PixelMismatch, "The compressed pixels cannot be decoded in full."));
        }
    }

    private static unsafe bool TryDecode(ReadOnlySpan<byte> stream, PixelFormat format, Span<byte> target)
    {
        using var decoder = CharLs.Create();
        fixed (byte* source = stream)
        {
            if (CharLs.SetSource(decoder, source, (nuint)stream.Length) != 0
                || CharLs.ReadHeader(decoder) != 0
                || CharLs.GetFrame(decoder, out var frame) != 0
                || (frame.Width, frame.Height, frame.Components) != (format.Columns, format.Rows, 1)
                || frame.BitsPerSample > format.BitsAllocated)
            {
                return false;
            }

            if (frame.BitsPerSample > 8 == format.BitsAllocated > 8)
            {
                return CharLs.Decode(decoder, target, (nuint)target.Length, 0) == 0;
            }

            var narrow = new byte[target.Length / 2];
            if (CharLs.Decode(decoder, narrow, (nuint)narrow.Length, 0) != 0)
            {
                return false;
            }

            Widen(narrow, target);
            return true;
        }
    }

    // Samples of up to 8 bits, in an image that allocates 16.
    private static void Widen(ReadOnlySpan<byte> narrow, Span<byte> target)
    {
        for (var i = 0; i < narrow.Length; i++)
        {
            (target[2 * i], target[(2 * i) + 1]) = (narrow[i], 0);
        }
    }
}
