using System.Buffers.Binary;
using MedMim.Imaging.Dicom.Layout;
using MedMim.Imaging.Dicom.Sources;

namespace MedMim.Imaging.Dicom.Pixels;

/// <summary>Brings compressed pixels into the form that every toolkit reads: one fragment a frame, no offset table.</summary>
internal static class FragmentPerFrame
{
    private static readonly byte[] Item = [0xFE, 0xFF, 0x00, 0xE0];
    private static readonly byte[] SequenceEnd = [0xFE, 0xFF, 0xDD, 0xE0];

    /// <summary>Writes the whole file anew, in memory.</summary>
    /// <param name="source">The file.</param>
    /// <param name="frames">The fragments of each frame.</param>
    public static MemoryFile Write(DicomSource source, IReadOnlyList<IReadOnlyList<ByteRange>> frames)
    {
        using var file = source.OpenRead();
        var memory = new MemoryFile();
        try
        {
            var target = memory.Stream;
            target.Write(EncapsulatedFrames.Read([new(0, source.Layout.PixelHead!.Value.End)], file));
            Write(target, Item, []);
            foreach (var frame in frames)
            {
                Write(target, Item, EncapsulatedFrames.Read(frame, file));
            }

            Write(target, SequenceEnd, []);
            target.Flush();
            return memory;
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    private static void Write(Stream target, byte[] tag, byte[] value)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, value.Length + (value.Length % 2));
        target.Write(tag);
        target.Write(length);
        target.Write(value);
        target.Write(new byte[value.Length % 2]);
    }
}
