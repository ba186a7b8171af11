using System.Runtime.InteropServices;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Scans;

/// <summary>From stored pixels to values: unused bits removed, sign extended, rescale slope and intercept applied.</summary>
internal static class SliceVoxels
{
    /// <summary>Fills one slice. Values are computed in double precision and rounded once.</summary>
    /// <exception cref="RefusedException">The pixel format is not one of a grey-scale scan.</exception>
    public static void Fill(Span<float> target, DecodedFrames frames, int frame, double slope, double intercept)
    {
        var format = frames.Format;
        var bytes = frames.Bytes.Span.Slice(checked((int)(frame * format.FrameLength)), (int)format.FrameLength);
        switch (format.BitsAllocated)
        {
            case 8:
                for (var i = 0; i < target.Length; i++)
                {
                    target[i] = (float)((Stored(bytes[i], format) * slope) + intercept);
                }

                break;
            case 16:
                var words = MemoryMarshal.Cast<byte, ushort>(bytes);
                for (var i = 0; i < target.Length; i++)
                {
                    target[i] = (float)((Stored(words[i], format) * slope) + intercept);
                }

                break;
            case 32:
                var longs = MemoryMarshal.Cast<byte, uint>(bytes);
                for (var i = 0; i < target.Length; i++)
                {
                    target[i] = (float)((Stored(longs[i], format) * slope) + intercept);
                }

                break;
            default:
                throw new RefusedException(new(RefusalCodes.Unsupported, "Pixels of an unusual number of bits."));
        }
    }

    private static double Stored(uint raw, PixelFormat format)
    {
        var shift = format.HighBit + 1 - format.BitsStored;
        var left = 32 - format.BitsStored - shift;
        return format.Signed ? (int)(raw << left) >> (left + shift) : (raw << left) >> (left + shift);
    }
}
