using System.Buffers.Binary;
using System.Runtime.InteropServices;
using MedMim.Imaging.Dicom.Layout;
using MedMim.Imaging.Dicom.Sources;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Dicom.Pixels;

/// <summary>Uncompressed pixels, straight from the file. No decoder takes part, so none can crash or err.</summary>
internal static class NativePixels
{
    /// <exception cref="RefusedException">
    /// <c>pixel-mismatch</c> where there are fewer pixels than the header promises, or at least a frame more;
    /// <c>unsupported</c> where they are too many to be held.
    /// </exception>
    public static DecodedFrames Read(DicomSource source, ByteRange place, DicomDataset header)
    {
        var format = PixelFormats.Of(header);
        var length = format.Length;
        if (length > DicomLimits.LargestPixels || length > Array.MaxLength)
        {
            throw new RefusedException(new(RefusalCodes.Unsupported, "The image is larger than can be read."));
        }

        // Less than a frame too much is padding, which some makers write. Between frames of single bits it would shift them.
        var padding = format.BitsAllocated == 1 ? 2 : Math.Max(2, format.FrameLength);
        if (place.Length < length || place.Length - length >= padding)
        {
            throw new RefusedException(
                new(RefusalCodes.PixelMismatch, "The image has another number of pixels than its header says."));
        }

        var bytes = GC.AllocateUninitializedArray<byte>((int)length);
        using (var file = source.OpenRead())
        {
            file.Position = place.Start;
            file.ReadExactly(bytes);
        }

        if (source.Layout.Syntax is { IsBigEndian: true })
        {
            Swap(bytes, format.BitsAllocated, source.Layout.PixelVr);
        }

        return new(format, bytes);
    }

    private static void Swap(byte[] bytes, int bitsAllocated, DicomVr vr)
    {
        if (bitsAllocated == 32)
        {
            var longs = MemoryMarshal.Cast<byte, uint>(bytes.AsSpan());
            BinaryPrimitives.ReverseEndianness(longs, longs);
        }
        else if (bitsAllocated == 16 || vr == DicomVr.OW)
        {
            var words = MemoryMarshal.Cast<byte, ushort>(bytes.AsSpan());
            BinaryPrimitives.ReverseEndianness(words, words);
        }
    }
}
