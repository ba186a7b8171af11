using System.Buffers.Binary;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Dicom.Layout;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Tests.Scans;

namespace MedMim.Imaging.Tests.Dicom.Contract;

/// <summary>Compressed frames of several fragments, with and without offset tables, from real compressed slices.</summary>
public sealed class FragmentTests
{
    private static readonly string[] Slices = ["CT1", "CT2"];

    private readonly GuardedToolkit _toolkit = new(new DicomToolkit());

    public static TheoryData<string, string> Divisions() => new()
    {
        { "JPLL", "none" }, { "JPLL", "basic" }, { "JPLL", "extended" },
        { "J2KR", "none" }, { "J2KR", "basic" }, { "J2KR", "extended" },
        { "JLSL", "none" }, { "JLSL", "basic" }, { "JLSL", "extended" },
    };

    [Theory]
    [MemberData(nameof(Divisions))]
    public void Frames_of_three_and_two_fragments(string coding, string table)
    {
        var slices = Slices.Select(s => ScanArchive.File("dicom_codecs_wg04", coding, $"{s}_{coding}")).ToArray();
        var expected = slices.SelectMany(s => Codecs.OrSkip(_toolkit, () => _toolkit.ReadImage(s)).Frames.Bytes.ToArray()).ToArray();
        var frames = slices.Select(Stream).ToArray();
        byte[][] fragments = [.. Cut(frames[0], 3), .. Cut(frames[1], 2)];
        var second = fragments[..3].Sum(f => 8L + f.Length);

        var data = new DicomBytes(SyntaxOf(slices[0])).ImageTags(512, 512, frames: 2);
        if (table == "extended")
        {
            data.Element(0x7FE00001, "OV", Offsets(second, 8)).Element(0x7FE00002, "OV", Offsets(frames[1].Length, 8));
        }

        var image = Read(data.Encapsulated([table == "basic" ? Offsets(second, 4) : [], .. fragments]).File);
        Assert.Equal((2, 512, 512), (image.Frames.Format.Frames, image.Frames.Format.Rows, image.Frames.Format.Columns));
        Assert.Equal(expected, image.Frames.Bytes.ToArray());
    }

    [Theory]
    [InlineData("JPLL")]
    [InlineData("J2KR")]
    [InlineData("JLSL")]
    public void One_frame_of_several_fragments(string coding)
    {
        var slice = ScanArchive.File("dicom_codecs_wg04", coding, $"CT1_{coding}");
        var data = new DicomBytes(SyntaxOf(slice)).ImageTags(512, 512);
        Assert.Equal(
            Codecs.OrSkip(_toolkit, () => _toolkit.ReadImage(slice)).Frames.Bytes.ToArray(),
            Read(data.Encapsulated([[], .. Cut(Stream(slice), 4)]).File).Frames.Bytes.ToArray());
    }

    [Fact]
    public void Another_number_of_frames_than_promised()
    {
        var slice = ScanArchive.File("dicom_codecs_wg04", "JPLL", "CT1_JPLL");
        var data = new DicomBytes(SyntaxOf(slice)).ImageTags(512, 512, frames: 3);
        var refused = Assert.Throws<RefusedException>(() => Read(data.Encapsulated([[], .. Cut(Stream(slice), 2)]).File));
        Assert.Equal(RefusalCodes.PixelMismatch, refused.Refusal.Code);
    }

    // A header that promises another size than the compressed stream has.
    [Theory]
    [InlineData("JPLL")]
    [InlineData("J2KR")]
    [InlineData("JLSL")]
    public void Another_size_than_promised(string coding)
    {
        var slice = ScanArchive.File("dicom_codecs_wg04", coding, $"CT1_{coding}");
        var data = new DicomBytes(SyntaxOf(slice)).ImageTags(512, 256);
        var refused = Assert.Throws<RefusedException>(() => Read(data.Encapsulated([], Stream(slice)).File));
        Assert.Equal(RefusalCodes.PixelMismatch, refused.Refusal.Code);
    }

    private static string SyntaxOf(string path) => DicomLayoutReader.Of(path).SyntaxUid;

    private static byte[] Stream(string path)
    {
        var file = File.ReadAllBytes(path);
        var fragments = DicomLayoutReader.Of(path).Fragments;
        return [.. fragments.Skip(1).SelectMany(f => file[(int)f.Start..(int)f.End])];
    }

    private static byte[][] Cut(byte[] stream, int count) => [.. stream.Chunk((((stream.Length / count) + 2) / 2) * 2)];

    private static byte[] Offsets(long second, int width)
    {
        var bytes = new byte[2 * width];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(width), (uint)second);
        return bytes;
    }

    private DicomImage Read(byte[] file)
    {
        using var scratch = new ScratchFolder();
        File.WriteAllBytes(scratch["a"], file);
        return _toolkit.ReadImage(scratch["a"]);
    }
}
