using System.Numerics;
using System.Runtime.InteropServices;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Scans.Pixels;

/// <summary>
/// The bits of stored pixels beside those that Bits Stored and High Bit name (DICOM PS3.5 8.1.1). They are empty, repeat the
/// sign, or hold an overlay that the header declares; anything else means that the header is wrong about the pixels.
/// </summary>
internal static class UnusedBits
{
    private const int OverlayGroups = 16;

    /// <summary>Which bits are set that are no part of the value and no copies of the sign; 0 where all is well.</summary>
    /// <param name="bytes">Stored pixels, little endian.</param>
    /// <param name="format">How they are stored.</param>
    public static uint Of(ReadOnlySpan<byte> bytes, PixelFormat format)
    {
        if (format.BitsStored >= format.BitsAllocated)
        {
            return 0;
        }

        return format.BitsAllocated switch
        {
            8 => Of(bytes, format, (byte)0),
            16 => Of(MemoryMarshal.Cast<byte, ushort>(bytes), format, (ushort)0),
            32 => Of(MemoryMarshal.Cast<byte, uint>(bytes), format, 0u),
            _ => 0,
        };
    }

    /// <summary>The bits in which a header declares overlays (60xx,0102 without 60xx,3000; retired in 2004).</summary>
    public static uint Overlays(DicomDataset header)
    {
        var bits = 0u;
        for (var i = 0; i < OverlayGroups; i++)
        {
            var group = (ushort)(0x6000 + (2 * i));
            if (header.Integer(new(group, 0x0102)) is >= 0 and < 32 and var bit
                && header.Integer(new(group, 0x0100)) is > 1 && !header.Contains(new(group, 0x3000)))
            {
                bits |= 1u << bit;
            }
        }

        return bits;
    }

    private static uint Of<T>(ReadOnlySpan<T> pixels, PixelFormat format, T zero)
        where T : unmanaged, IBinaryInteger<T>
    {
        var used = T.CreateTruncating(((1ul << format.BitsStored) - 1) << (format.HighBit + 1 - format.BitsStored));
        var all = zero;
        var lanes = MemoryMarshal.Cast<T, Vector<T>>(pixels);
        var sum = Vector<T>.Zero;
        foreach (var lane in lanes)
        {
            sum |= lane;
        }

        for (var i = 0; i < Vector<T>.Count; i++)
        {
            all |= sum[i];
        }

        foreach (var pixel in pixels[(lanes.Length * Vector<T>.Count)..])
        {
            all |= pixel;
        }

        var outside = all & ~used;
        return outside == zero || !format.Signed ? uint.CreateTruncating(outside) : BesideSigns(pixels, format, used);
    }

    // A negative number may be written with all higher bits set.
    private static uint BesideSigns<T>(ReadOnlySpan<T> pixels, PixelFormat format, T used)
        where T : unmanaged, IBinaryInteger<T>
    {
        var sign = T.One << format.HighBit;
        var above = ~((sign << 1) - T.One);
        var bits = T.Zero;
        foreach (var pixel in pixels)
        {
            var outside = pixel & ~used;
            bits |= (pixel & sign) != T.Zero && (outside & above) == above ? outside & ~above : outside;
        }

        return uint.CreateTruncating(bits);
    }
}
