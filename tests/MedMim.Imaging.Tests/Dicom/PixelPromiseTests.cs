using System.Runtime.InteropServices;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Tests.Scans;

namespace MedMim.Imaging.Tests.Dicom;

/// <summary>A decoder that says it succeeded, and returns something else than the header promises.</summary>
public sealed class PixelPromiseTests
{
    private static readonly PixelFormat Promised = new(1, 1, 2, 1, 16, 12, 11, Signed: false, "MONOCHROME2");

    // The beginning of a lossless JPEG stream of 1 by 2 pixels of 16 bits.
    private static readonly byte[] JpegHead =
        [0xFF, 0xD8, 0xFF, 0xC3, 0, 11, 16, 0, 1, 0, 2, 1, 1, 0x11, 0, 0xFF, 0xD9, 0];

    [Fact]
    public void What_was_promised_passes() => Assert.Equal(4, Read(Promised, 0, 4095).Bytes.Length);

    [Fact]
    public void Anything_else_is_refused()
    {
        Refused(Promised, 0, 4096); // More bits than are stored.
        Refused(Promised, 0); // A pixel too few.
        Refused(Promised with { Columns = 1 }, 0);
        Refused(Promised with { Rows = 2, Columns = 1 }, 0, 0);
        Refused(Promised with { Frames = 2 }, 0, 0, 0, 0);
        Refused(Promised with { Samples = 2 }, 0, 0, 0, 0);
        Refused(Promised with { Signed = true }, 0, 0);
    }

    private static void Refused(PixelFormat format, params ushort[] values) =>
        Assert.Equal(RefusalCodes.PixelMismatch, Assert.Throws<RefusedException>(() => Read(format, values)).Refusal.Code);

    private static DecodedFrames Read(PixelFormat format, params ushort[] values)
    {
        using var scratch = new ScratchFolder();
        File.WriteAllBytes(
            scratch["a"],
            new DicomBytes("1.2.840.10008.1.2.4.70").ImageTags(1, 2, bitsStored: 12, signed: false).Encapsulated([], JpegHead).File);
        return new GuardedToolkit(new Liar(new(format, MemoryMarshal.AsBytes(values.AsSpan()).ToArray()))).ReadImage(scratch["a"]).Frames;
    }

    private sealed class Liar(DecodedFrames frames) : IDicomToolkit
    {
        public string Name => "liar";

        public string Version => "1";

        public DicomDataset ReadHeader(string path, bool whole = false) => new DicomDataset()
            .SetShorts(DicomTags.Rows, 1).SetShorts(DicomTags.Columns, 2).SetShorts(DicomTags.BitsAllocated, 16)
            .SetShorts(DicomTags.BitsStored, 12).SetShorts(DicomTags.HighBit, 11).SetShorts(DicomTags.PixelRepresentation, 0);

        public DicomImage ReadImage(string path) => new(ReadHeader(path), frames);

        public void Write(
            DicomDataset dataset,
            ReadOnlyMemory<byte>? pixels,
            string path,
            TransferSyntax syntax = TransferSyntax.ExplicitLittleEndian) => throw new NotSupportedException();
    }
}
