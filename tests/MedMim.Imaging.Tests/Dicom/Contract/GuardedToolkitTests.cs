using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Tests.Scans;

namespace MedMim.Imaging.Tests.Dicom.Contract;

/// <summary>What programs may rely on whichever adapter is built: files of every encoding, hostile ones too.</summary>
public sealed class GuardedToolkitTests
{
    private static readonly short[] Values = [1, -2, 300, -400, 32767, -32768];

    private readonly GuardedToolkit _toolkit = new(new DicomToolkit());

    [Theory]
    [InlineData(DicomUids.Explicit)]
    [InlineData(DicomUids.Implicit)]
    [InlineData(DicomUids.BigEndian)]
    public void Native_syntaxes(string syntax)
    {
        var data = new DicomBytes(syntax).ImageTags(2, 3).Pixels(Values);
        Expect(data.File);
        Expect(data.DataSet); // No preamble, no file meta information.
        Expect([.. DicomBytes.Meta(syntax), .. data.DataSet]); // No preamble.
        Expect(Compressed.Gzip(data.File));
        Expect(Compressed.Gzip(data.DataSet));
    }

    [Fact]
    public void Deflated()
    {
        var data = new DicomBytes().ImageTags(2, 3).Pixels(Values).DataSet;
        Expect([.. new byte[128], .. "DICM"u8, .. DicomBytes.Meta(DicomUids.Deflated), .. Compressed.Deflate(data)]);
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2.4.201", "high-throughput JPEG 2000")]
    [InlineData("1.2.840.10008.1.2.4.94", "JPIP")]
    [InlineData("1.2.840.10008.1.2.4.103", "video")]
    [InlineData("1.2.840.10008.1.2.4.110", "JPEG XL")]
    public void A_coding_that_is_not_read_is_named(string syntax, string name)
    {
        var refusal = Refused(new DicomBytes(syntax).ImageTags(2, 3).Encapsulated([], [1, 2]).File);
        Assert.Equal(RefusalCodes.Unsupported, refusal.Code);
        Assert.Contains(name, refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_lengths_frame_by_frame()
    {
        var file = new DicomBytes("1.2.840.10008.1.2.5").ImageTags(1, 3, frames: 2)
            .Encapsulated([], Rle(1, -2, 300), Rle(-400, 32767, -32768)).File;
        var frames = Read(file).Frames;
        Assert.Equal((2, 1, 3), (frames.Format.Frames, frames.Format.Rows, frames.Format.Columns));
        Assert.Equal(Values, Shorts(frames));
    }

    [Fact]
    public void Run_lengths_that_end_early_or_late()
    {
        foreach (var row in (short[][])[[1, 2], [1, 2, 3, 4]])
        {
            var file = new DicomBytes("1.2.840.10008.1.2.5").ImageTags(1, 3).Encapsulated([], Rle(row)).File;
            Assert.Equal(RefusalCodes.PixelMismatch, Refused(file).Code);
        }
    }

    [Theory]
    [InlineData(2)] // Fewer pixels than rows and columns.
    [InlineData(12)] // A frame too many.
    public void Another_number_of_pixels(int count) => Assert.Equal(
        RefusalCodes.PixelMismatch, Refused(new DicomBytes().ImageTags(2, 3).Pixels(new short[count]).File).Code);

    [Fact]
    public void A_little_padding_is_none()
    {
        var file = new DicomBytes().ImageTags(2, 3).Pixels([.. Values, 0, 0]).File;
        Assert.Equal(Values, Shorts(Read(file).Frames));
    }

    [Theory]
    [InlineData(12)] // Sign extended to the allocated bits.
    [InlineData(16)]
    public void Signed_pixels_in_fewer_bits(int bits) => Assert.Equal(
        [-2048, 2047], Shorts(Read(new DicomBytes().ImageTags(1, 2, bits).Pixels(-2048, 2047).File).Frames));

    [Fact]
    public void Compressed_pixels_under_a_native_syntax()
    {
        Assert.Equal(RefusalCodes.BrokenHeader, Refused(new DicomBytes().ImageTags(1, 2).Encapsulated([], [1, 2]).File).Code);
        Assert.Equal(RefusalCodes.BrokenHeader, Refused(
            new DicomBytes("1.2.840.10008.1.2.4.70").ImageTags(1, 2).Pixels(1, 2).File).Code);
    }

    [Fact]
    public void No_pixels_at_all() =>
        Assert.Equal(RefusalCodes.BrokenHeader, Refused(new DicomBytes().ImageTags(1, 2).File).Code);

    [Fact]
    public void Bits_that_contradict_each_other()
    {
        var data = new DicomBytes().Text(0x00080016, "UI", DicomUids.CtImage).Number(0x00280010, "US", 1).Number(0x00280011, "US", 2)
            .Number(0x00280100, "US", 16).Number(0x00280101, "US", 17).Number(0x00280102, "US", 16).Pixels(1, 2);
        Assert.Equal(RefusalCodes.BrokenHeader, Refused(data.File).Code);
    }

    // A header of a few bytes that promises 4 GiB must not make us ask for them.
    [Theory]
    [InlineData(DicomUids.Explicit, "UT")]
    [InlineData(DicomUids.Explicit, "SQ")]
    [InlineData(DicomUids.Implicit, "UT")]
    public void A_huge_length(string syntax, string vr)
    {
        var file = new DicomBytes(syntax).Text(0x00080016, "UI", DicomUids.CtImage).Head(0x00204000, vr, 0xFFFFFFFE).File;
        Assert.Equal(RefusalCodes.Truncated, Assert.Throws<RefusedException>(() => Header(file)).Refusal.Code);
    }

    [Fact]
    public void Sequences_nested_too_deep()
    {
        var data = new DicomBytes().Text(0x00080016, "UI", DicomUids.CtImage);
        for (var i = 0; i < 10_000; i++)
        {
            data.Head(0x00081140, "SQ", DicomBytes.Undefined).Head(0xFFFEE000, "", DicomBytes.Undefined);
        }

        Assert.Equal(RefusalCodes.BrokenHeader, Assert.Throws<RefusedException>(() => Header(data.File)).Refusal.Code);
    }

    [Fact]
    public void Nested_values_are_read()
    {
        var item = new DicomBytes().Text(0x00081155, "UI", "1.2.3").DataSet;
        var data = new DicomBytes().Text(0x00080016, "UI", DicomUids.CtImage)
            .Element(0x00081140, "SQ", new DicomBytes().Element(0xFFFEE000, "", item).DataSet);
        Assert.Equal("1.2.3", Assert.Single(Header(data.File).Items(DicomTags.ReferencedImageSequence)).Text(DicomTags.ReferencedSopInstanceUid));
    }

    [Fact]
    public void Private_and_large_values_are_left_out_unless_all_is_asked_for()
    {
        var large = new string('x', DicomLimits.LargestValue + 2);
        var file = new DicomBytes().Text(0x00080016, "UI", DicomUids.CtImage).Text(0x00090010, "LO", "MAKER").Text(0x00091001, "LO", "secret")
            .Text(0x00204000, "UT", large).File;
        var (some, all) = (Header(file), Header(file, whole: true));
        Assert.False(some.Contains(new(0x0009, 0x1001)));
        Assert.Equal(string.Empty, some.Text(new(0x0020, 0x4000)));
        Assert.Equal("secret", all.Text(new(0x0009, 0x1001)));
        Assert.Equal(large, all.Text(new(0x0020, 0x4000)));
    }

    // Odd lengths and elements that come twice are against the standard, and are seen.
    [Fact]
    public void Odd_lengths_and_repeated_elements()
    {
        var data = new DicomBytes().Text(0x00080016, "UI", DicomUids.CtImage).Element(0x00080060, "CS", "CT "u8[..3])
            .Element(0x00100020, "LO", "P1"u8).Element(0x00100020, "LO", "P1"u8).Number(0x00280000, "UL", 999)
            .Number(0x00280010, "US", 7);
        var header = Header(data.File);
        Assert.Equal(("CT", "P1", 7), (header.Text(DicomTags.Modality), header.Text(DicomTags.PatientId), header.Integer(DicomTags.Rows)));
    }

    [Theory]
    [InlineData("ISO_IR 100", "Gr\u00F6\u00DFe", "Größe")]
    [InlineData("ISO_IR 192", "Gr\u00C3\u00B6\u00C3\u009Fe", "Größe")]
    [InlineData("\\ISO 2022 IR 149", "\u001B$)C\u00B1\u00E6\u00B5\u00BF", "길동")]
    public void Names_in_the_files_character_set(string characterSet, string bytes, string expected)
    {
        var item = new DicomBytes().Text(0x30060026, "LO", bytes).DataSet;
        var data = new DicomBytes().Text(0x00080005, "CS", characterSet).Text(0x00080016, "UI", DicomUids.StructureSet)
            .Element(0x30060020, "SQ", new DicomBytes().Element(0xFFFEE000, "", item).DataSet);
        Assert.Equal(expected, Header(data.File).Items(DicomTags.StructureSetRoiSequence)[0].Text(DicomTags.RoiName));
    }

    private static short[] Shorts(DecodedFrames frames) =>
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(frames.Bytes.Span).ToArray();

    // A literal run of each half of the samples, high bytes first (PS3.5 annex G).
    private static byte[] Rle(params short[] row)
    {
        byte[] high = [(byte)(row.Length - 1), .. row.Select(v => (byte)(v >> 8))];
        byte[] low = [(byte)(row.Length - 1), .. row.Select(v => (byte)v)];
        var head = new byte[64];
        (head[0], head[4], head[8]) = (2, 64, (byte)(64 + high.Length));
        return [.. head, .. high, .. low];
    }

    private void Expect(byte[] file)
    {
        var image = Read(file);
        Assert.Equal(Values, Shorts(image.Frames));
        Assert.Equal(("CT", "1.2.3.4.5"), (image.Header.Text(DicomTags.Modality), image.Header.Text(DicomTags.SopInstanceUid)));
        Assert.Equal(new PixelFormat(1, 2, 3, 1, 16, 16, 15, true, "MONOCHROME2"), image.Frames.Format);
    }

    private Refusal Refused(byte[] file) => Assert.Throws<RefusedException>(() => Read(file)).Refusal;

    private DicomImage Read(byte[] file)
    {
        using var scratch = new ScratchFolder();
        File.WriteAllBytes(scratch["a"], file);
        return _toolkit.ReadImage(scratch["a"]);
    }

    private DicomDataset Header(byte[] file, bool whole = false)
    {
        using var scratch = new ScratchFolder();
        File.WriteAllBytes(scratch["a"], file);
        return _toolkit.ReadHeader(scratch["a"], whole);
    }
}
