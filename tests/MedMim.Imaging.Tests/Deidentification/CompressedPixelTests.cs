using System.Text;
using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Tests.Deidentification;

/// <summary>Bytes hidden in what passes for pixels: behind images, between them, in tables, in floating-point pixels.</summary>
public sealed class CompressedPixelTests
{
    private const string Lossless = "1.2.840.10008.1.2.4.70";
    private const string Jpeg2000 = "1.2.840.10008.1.2.4.90";
    private const string RunLength = "1.2.840.10008.1.2.5";
    private static readonly byte[] Name = Encoding.ASCII.GetBytes("QZCANARYXWVUTSRQ");

    // A frame's head, a table, a scan with a stuffed byte and a restart, a second scan behind it.
    private static readonly byte[] Jpeg =
    [
        0xFF, 0xD8, 0xFF, 0xC4, 0, 4, 0xFF, 0xD9, 0xFF, 0xDA, 0, 3, 7, 1, 0xFF, 0, 2, 0xFF, 0xD0, 3,
        0xFF, 0xDA, 0, 3, 8, 4, 0xFF, 0x7F, 0xFF, 0xD9,
    ];

    private static readonly byte[] Codestream =
        [0xFF, 0x4F, 0xFF, 0x51, 0, 3, 0, 0xFF, 0x90, 0, 4, 1, 2, 0xFF, 0x93, 5, 0xFF, 0x8F, 6, 0xFF, 0x90, 0, 4, 1, 2, 0xFF, 0x93, 0xFF, 0xD9];

    // Two segments of 16 bytes each: a run of 16; eight runs of two with a pause.
    private static byte[] Runs =>
    [
        2, 0, 0, 0, 64, 0, 0, 0, 66, 0, 0, 0, .. new byte[52],
        unchecked((byte)-15), 9, 0x80, unchecked((byte)-7), 1, 3, 1, 2, 3, 4, unchecked((byte)-3), 5,
    ];

    [Fact]
    public void Whole_images_pass()
    {
        Passes(Lossless, [Jpeg]);
        Passes(Lossless, [[.. Jpeg, 0, 0]]);
        Passes(Lossless, [Jpeg[..8], Jpeg[8..]]); // One image in two fragments.
        Passes(Lossless, [Jpeg, [.. Jpeg, 0xFF, 0xFF]], frames: 2);
        Passes(Lossless, [Jpeg, Jpeg], frames: 2, table: [0, 0, 0, 0, (byte)(Jpeg.Length + 8), 0, 0, 0]);
        Passes(Jpeg2000, [Codestream]);
        Passes(RunLength, [Runs]);
        Passes(RunLength, [[.. Runs, 0, 0]]);
    }

    [Fact]
    public void Anything_behind_them_does_not()
    {
        foreach (var (syntax, image) in new[] { (Lossless, Jpeg), (Jpeg2000, Codestream), (RunLength, Runs) })
        {
            Refused(syntax, [[.. image, .. Name]]);
            Refused(syntax, [image, Name]);
            Refused(syntax, [Name, image]);
            Refused(syntax, [[.. Name, .. image]]);
            Refused(syntax, [image, image]); // A second picture that the header keeps quiet about.
            Refused(syntax, [image], frames: 2);
            Refused(syntax, [image[..^1]]);
            Refused(syntax, [image], table: Name);
            Refused(syntax, [image], delimiter: "QZCA"u8.ToArray());
            Refused(syntax, []);
        }

        Refused(Lossless, [[.. Jpeg, 0, .. Jpeg]], frames: 2); // An image begins with a fragment.
        Refused("1.2.840.10008.1.2.4.102", [[0, 0, 1, 0xBA, .. Name]]); // Video.
        Refused(RunLength, [[.. Runs[..63], 1, .. Runs[64..]]]); // An offset of no segment.
        Refused(RunLength, [[2, 0, 0, 0, 80, 0, 0, 0, 82, 0, 0, 0, .. new byte[52], .. Name, .. Runs[64..]]]);
    }

    [Fact]
    public void Run_lengths_have_a_segment_for_each_byte_of_a_pixel()
    {
        byte[] more = [3, .. Runs[1..12], 76, .. Runs[13..], 15, .. Name];
        byte[] fewer = [1, .. Runs[1..8], .. new byte[4], .. Runs[12..66]];
        Refused(RunLength, [more]);
        Refused(RunLength, [fewer]);
        Refused(RunLength, [Runs], bits: 12);
        Passes(RunLength, [fewer], bits: 8);
        Passes(RunLength, [more], bits: 8, samples: 3); // Three samples a pixel: then it is a picture.
    }

    [Fact]
    public void Floating_point_pixels_are_counted_too()
    {
        var whole = MadeFile.Slice();
        var more = MadeFile.Slice();
        foreach (var (file, surplus) in new[] { (whole, Array.Empty<byte>()), (more, Name) })
        {
            file.Dataset.Set(new Element(DicomTags.PixelData, DicomVr.OW) { Value = [] });
            file.Number(0x00280100, 32).Bytes(0x7FE00008, DicomVr.OF, [.. new byte[64], .. surplus]);
        }

        Assert.Equal(64, Protected.Elements(whole.Encode())[new(0x7FE0, 0x0008)]!.Pixels!.Length);
        Assert.Equal(
            RefusalCodes.PixelMismatch, Assert.Throws<RefusedException>(() => Protected.Bytes(more.Encode())).Refusal.Code);
    }

    [Fact]
    public void Colour_sampled_at_every_second_pixel_takes_two_bytes_a_pixel()
    {
        static MadeFile File(byte[] pixels) => MadeFile.Slice().Number(0x00280002, 3).Text(0x00280004, DicomVr.CS, "YBR_FULL_422")
            .Number(0x00280100, 8).Bytes(0x7FE00010, DicomVr.OB, pixels);

        Assert.Equal(32, Protected.Elements(File(MadeFile.Pixels).Encode())[DicomTags.PixelData]!.Pixels!.Length);
        Assert.Throws<RefusedException>(() => Protected.Bytes(File([.. MadeFile.Pixels, .. Name]).Encode()));
    }

    [Fact]
    public void Pixels_without_a_size_are_refused()
    {
        var file = new MadeFile();
        foreach (var element in MadeFile.Slice().Dataset.Where(e => e.Tag != DicomTags.Rows))
        {
            file.Dataset.Set(element);
        }

        Assert.Equal(
            RefusalCodes.PixelMismatch, Assert.Throws<RefusedException>(() => Protected.Bytes(file.Encode())).Refusal.Code);
    }

    private static void Passes(string syntax, byte[][] fragments, int frames = 1, byte[]? table = null, ushort bits = 16, ushort samples = 1)
    {
        var file = File(syntax, fragments, frames, table ?? [], new byte[4], bits, samples);
        var output = ElementFileReader.Read(new MemoryStream(Protected.Bytes(file))).Dataset[DicomTags.PixelData]!.Pixels!;
        Assert.Equal(fragments.Sum(f => 8 + f.Length) + 16 + (table?.Length ?? 0), output.Length);
    }

    private static void Refused(
        string syntax, byte[][] fragments, int frames = 1, byte[]? table = null, byte[]? delimiter = null, ushort bits = 16)
    {
        var file = File(syntax, fragments, frames, table ?? [], delimiter ?? new byte[4], bits, 1);
        Assert.Equal(RefusalCodes.PixelMismatch, Assert.Throws<RefusedException>(() => Protected.Bytes(file)).Refusal.Code);
    }

    private static byte[] File(string syntax, byte[][] fragments, int frames, byte[] table, byte[] delimiter, ushort bits, ushort samples)
    {
        var file = MadeFile.Slice().Text(0x00280008, DicomVr.IS, frames.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Number(0x00280002, samples).Number(0x00280100, bits);
        file.Dataset.Set(new Element(DicomTags.PixelData, DicomVr.OB) { Value = [] });
        byte[][] items = [table, .. fragments];
        return
        [
            .. file.Encode(syntax)[..^4], 0xFF, 0xFF, 0xFF, 0xFF,
            .. items.SelectMany(i => new byte[] { 0xFE, 0xFF, 0x00, 0xE0, (byte)i.Length, 0, 0, 0 }.Concat(i)),
            0xFE, 0xFF, 0xDD, 0xE0, .. delimiter,
        ];
    }
}
