using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MedMim.Imaging.Dicom.Decoders;

/// <summary>CharLS's C interface, version 2 (charls_jpegls_decoder.h).</summary>
internal static partial class CharLs
{
    public const string Library = "libcharls.so.2";

    [LibraryImport(Library, EntryPoint = "charls_jpegls_decoder_create")]
    public static partial DecoderHandle Create();

    [LibraryImport(Library, EntryPoint = "charls_jpegls_decoder_destroy")]
    public static partial void Destroy(nint decoder);

    [LibraryImport(Library, EntryPoint = "charls_jpegls_decoder_set_source_buffer")]
    public static unsafe partial int SetSource(DecoderHandle decoder, byte* source, nuint length);

    [LibraryImport(Library, EntryPoint = "charls_jpegls_decoder_read_header")]
    public static partial int ReadHeader(DecoderHandle decoder);

    [LibraryImport(Library, EntryPoint = "charls_jpegls_decoder_get_frame_info")]
    public static partial int GetFrame(DecoderHandle decoder, out FrameInfo frame);

    [LibraryImport(Library, EntryPoint = "charls_jpegls_decoder_decode_to_buffer")]
    public static partial int Decode(DecoderHandle decoder, Span<byte> target, nuint length, uint stride);

    [StructLayout(LayoutKind.Sequential)]
    public readonly record struct FrameInfo(uint Width, uint Height, int BitsPerSample, int Components);

    public sealed class DecoderHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle()
        {
            Destroy(handle);
            return true;
        }
    }
}
