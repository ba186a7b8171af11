using System.Numerics;
using System.Runtime.InteropServices;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Dicom.Pixels;

/// <summary>Whether decoded pixels are what their header promises. Decoders say they succeeded when they did not.</summary>
internal static class PixelPromise
{
    /// <exception cref="RefusedException"><c>pixel-mismatch</c>.</exception>
    public static DecodedFrames Check(DecodedFrames frames, DicomDataset header)
    {
        var (got, promised) = (frames.Format, PixelFormats.Of(header));
        if ((got.Frames, got.Rows, got.Columns) != (promised.Frames, promised.Rows, promised.Columns)
            || got.Samples != promised.Samples
            || frames.Bytes.Length != got.Length)
        {
            throw Mismatch("The decoded pixels have another size than the header promises.");
        }

        if (got.Signed != promised.Signed)
        {
            throw Mismatch("The decoded pixels are signed and the header says they are not, or the other way round.");
        }

        return IsWithin(frames, promised.BitsStored)
            ? frames
            : throw Mismatch("Pixels take more bits than the header says are stored.");
    }

    private static RefusedException Mismatch(string reason) => new(new(RefusalCodes.PixelMismatch, reason));

    private static bool IsWithin(DecodedFrames frames, int bits)
    {
        var format = frames.Format;
        var bytes = frames.Bytes.Span;
        return format.BitsAllocated switch
        {
            _ when format.BitsAllocated <= bits => true,
            8 when format.Signed => IsWithin(MemoryMarshal.Cast<byte, sbyte>(bytes), format, bits),
            8 => IsWithin(bytes, format, bits),
            16 when format.Signed => IsWithin(MemoryMarshal.Cast<byte, short>(bytes), format, bits),
            16 => IsWithin(MemoryMarshal.Cast<byte, ushort>(bytes), format, bits),
            32 when format.Signed => IsWithin(MemoryMarshal.Cast<byte, int>(bytes), format, bits),
            32 => IsWithin(MemoryMarshal.Cast<byte, uint>(bytes), format, bits),
            _ => true,
        };
    }

    // A negative value may be extended to the allocated bits or may not: PS3.5 8.1.1 leaves the bits above open.
    private static bool IsWithin<T>(ReadOnlySpan<T> values, PixelFormat format, int bits)
        where T : struct, IBinaryInteger<T>
    {
        var shift = format.HighBit + 1 - format.BitsStored;
        var lowest = format.Signed ? -(1L << (bits - 1)) : 0;
        var highest = (1L << bits) - 1;
        foreach (var value in values)
        {
            var wide = long.CreateTruncating(value) >> shift;
            if (wide < lowest || wide > highest)
            {
                return false;
            }
        }

        return true;
    }
}
