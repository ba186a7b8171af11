using MedMim.Imaging.Dicom;
using MedMim.Imaging.Dicom.Layout;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Tests.Dicom.Layout;

public sealed class DicomLayoutReaderTests
{
    [Theory]
    [InlineData(DicomUids.Explicit)]
    [InlineData(DicomUids.Implicit)]
    [InlineData(DicomUids.BigEndian)]
    public void Finds_native_pixels(string syntax)
    {
        var file = new DicomBytes(syntax).ImageTags(2, 3).Pixels(1, 2, 3, 4, 5, 6).File;
        var layout = Of(file);
        Assert.Equal((DicomExtent.Whole, syntax, DicomUids.CtImage), (layout.Extent, layout.SyntaxUid, layout.SopClassUid));
        Assert.Equal(new ByteRange(file.Length - 12, 12), layout.NativePixels);
        Assert.Equal(file.Length, layout.End);
    }

    // Every cut of a file, at any byte of its data set, is seen.
    [Theory]
    [InlineData(DicomUids.Explicit)]
    [InlineData(DicomUids.Implicit)]
    [InlineData(DicomUids.BigEndian)]
    public void Sees_every_cut(string syntax)
    {
        var file = Nested(syntax).ImageTags(2, 3).Pixels(1, 2, 3, 4, 5, 6).File;
        var pixels = Of(file).PixelHead!.Value.Start;
        for (var length = (int)pixels + 1; length < file.Length; length++)
        {
            Assert.Equal(DicomExtent.Truncated, Of(file[..length]).Extent);
        }

        for (var length = 0; length < pixels; length++)
        {
            Assert.Null(Of(file[..length]).PixelHead);
        }
    }

    [Theory]
    [InlineData(DicomUids.Explicit)]
    [InlineData(DicomUids.Implicit)]
    [InlineData(DicomUids.BigEndian)]
    public void Guesses_the_syntax_of_a_bare_data_set(string syntax)
    {
        var layout = Of(new DicomBytes(syntax).ImageTags(1, 2).Pixels(7, 8).DataSet);
        Assert.Equal((DicomExtent.Whole, string.Empty, syntax), (layout.Extent, layout.SyntaxUid, layout.Syntax!.Uid));
        Assert.Equal(0, layout.DataSetStart);
    }

    [Fact]
    public void Lists_the_fragments_of_compressed_pixels()
    {
        var file = new DicomBytes("1.2.840.10008.1.2.5").ImageTags(1, 2).Encapsulated([], [1, 2, 3, 4], [5, 6]).File;
        var layout = Of(file);
        Assert.Equal(DicomExtent.Whole, layout.Extent);
        Assert.Null(layout.NativePixels);
        Assert.Equal([0L, 4, 2], layout.Fragments.Select(f => f.Length));
        Assert.Equal([5, 6], file[(int)layout.Fragments[2].Start..(int)layout.Fragments[2].End]);
    }

    [Fact]
    public void Nesting_has_a_limit()
    {
        Assert.Equal(DicomExtent.Whole, Of(Deep(DicomLimits.DeepestNesting).File).Extent);
        var refused = Assert.Throws<RefusedException>(() => Of(Deep(DicomLimits.DeepestNesting + 1).File));
        Assert.Equal(RefusalCodes.BrokenHeader, refused.Refusal.Code);
    }

    [Fact]
    public void An_icon_with_compressed_pixels_is_no_end()
    {
        var data = new DicomBytes();
        data.Head(0x00880200, "SQ", DicomBytes.Undefined).Head(0xFFFEE000, "", DicomBytes.Undefined).Encapsulated([], [1, 2]);
        data.Head(0xFFFEE00D, "", 0).Head(0xFFFEE0DD, "", 0).Pixels(1, 2);
        Assert.NotNull(Of(data.File).NativePixels);
    }

    [Fact]
    public void A_sequence_that_never_ends_is_truncated()
    {
        var file = new DicomBytes().Head(0x00081140, "SQ", DicomBytes.Undefined).Head(0xFFFEE000, "", DicomBytes.Undefined)
            .Text(0x00081155, "UI", "1.2").File;
        Assert.Equal(DicomExtent.Truncated, Of(file).Extent);
    }

    private static DicomLayout Of(byte[] file) => DicomLayoutReader.Of(new MemoryStream(file));

    private static DicomBytes Nested(string syntax) => new DicomBytes(syntax)
        .Head(0x00080006, "SQ", DicomBytes.Undefined).Head(0xFFFEE000, "", DicomBytes.Undefined)
        .Text(0x00080100, "SH", "AB").Head(0xFFFEE00D, "", 0).Head(0xFFFEE0DD, "", 0);

    private static DicomBytes Deep(int depth)
    {
        var data = new DicomBytes();
        for (var i = 0; i < depth; i++)
        {
            data.Head(0x00081140, "SQ", DicomBytes.Undefined).Head(0xFFFEE000, "", DicomBytes.Undefined);
        }

        for (var i = 0; i < depth; i++)
        {
            data.Head(0xFFFEE00D, "", 0).Head(0xFFFEE0DD, "", 0);
        }

        return data;
    }
}
