using System.Numerics;
using System.Runtime.InteropServices;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Scans.Pixels;

/// <summary>From stored pixels to values: unused bits removed, sign extended, then <see cref="PixelTransform"/>.</summary>
internal static class SliceVoxels
{
    /// <summary>Fills a run of pixels. Values are computed in double precision and rounded once.</summary>
    /// <param name="target">The values.</param>
    /// <param name="bytes">As many stored pixels.</param>
    /// <param name="format">How they are stored.</param>
    /// <param name="transform">What they mean.</param>
    /// <exception cref="RefusedException">The pixel format is not one of a grey-scale scan.</exception>
    public static void Fill(Span<float> target, ReadOnlySpan<byte> bytes, PixelFormat format, PixelTransform transform)
    {
        var (lowest, highest) = Range(format);
        switch (format.BitsAllocated)
        {
            case 8:
                for (var i = 0; i < target.Length; i++)
                {
                    target[i] = (float)transform.Apply(Stored(bytes[i], format), lowest, highest);
                }

                break;
            case 16:
                var words = MemoryMarshal.Cast<byte, ushort>(bytes);
                if (transform.AsWhole(lowest, highest) is { } whole)
                {
                    Fill(target, words[..target.Length], format, whole.Sign, whole.Offset);
                    break;
                }

                for (var i = 0; i < target.Length; i++)
                {
                    target[i] = (float)transform.Apply(Stored(words[i], format), lowest, highest);
                }

                break;
            case 32:
                var longs = MemoryMarshal.Cast<byte, uint>(bytes);
                for (var i = 0; i < target.Length; i++)
                {
                    target[i] = (float)transform.Apply(Stored(longs[i], format), lowest, highest);
                }

                break;
            default:
                throw new RefusedException(new(RefusalCodes.Unsupported, "Pixels of an unusual number of bits."));
        }
    }

    // Integers below 2^24 are exact in single precision: the same values as above, many at a time.
    private static void Fill(Span<float> target, ReadOnlySpan<ushort> words, PixelFormat format, int sign, int offset)
    {
        var shift = format.HighBit + 1 - format.BitsStored;
        var left = 32 - format.BitsStored - shift;
        var i = 0;
        for (; i <= words.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(words[i..]), out var low, out var high);
            Whole(low).CopyTo(target[i..]);
            Whole(high).CopyTo(target[(i + Vector<float>.Count)..]);
        }

        for (; i < words.Length; i++)
        {
            target[i] = ((int)Stored(words[i], format) * sign) + offset;
        }

        Vector<float> Whole(Vector<uint> raw)
        {
            var up = Vector.ShiftLeft(raw, left);
            var stored = format.Signed
                ? Vector.ShiftRightArithmetic(Vector.AsVectorInt32(up), left + shift)
                : Vector.AsVectorInt32(Vector.ShiftRightLogical(up, left + shift));
            return Vector.ConvertToSingle((stored * sign) + new Vector<int>(offset));
        }
    }

    private static (double Lowest, double Highest) Range(PixelFormat format) => format.Signed
        ? (-Math.Pow(2, format.BitsStored - 1), Math.Pow(2, format.BitsStored - 1) - 1)
        : (0, Math.Pow(2, format.BitsStored) - 1);

    private static double Stored(uint raw, PixelFormat format)
    {
        var shift = format.HighBit + 1 - format.BitsStored;
        var left = 32 - format.BitsStored - shift;
        return format.Signed ? (int)(raw << left) >> (left + shift) : (raw << left) >> (left + shift);
    }
}
