using System.IO.Compression;
using CsCheck;
using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Tests.Deidentification;

/// <summary>Files in any encoding come out in the same one, pixels byte for byte; broken files are refused and nothing else.</summary>
public sealed class EncodingTests
{
    private const string Explicit = "1.2.840.10008.1.2.1";

    [Theory]
    [InlineData(Explicit)]
    [InlineData(DicomUids.Implicit)]
    [InlineData(DicomUids.BigEndian)]
    public void Encoding_and_pixels_stay(string syntax)
    {
        var output = ElementFileReader.Read(new MemoryStream(Protected.Bytes(MadeFile.Slice().Encode(syntax))));

        Assert.Equal(syntax, output.Syntax);
        Assert.Equal(MadeFile.Pixels, PixelsOf(output));
        Assert.Equal("CT", output.Dataset.Text(new(8, 0x60)));
    }

    [Fact]
    public void Compressed_pixels_stay_fragment_by_fragment()
    {
        byte[] fragments = [0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0, 0xFE, 0xFF, 0x00, 0xE0, 4, 0, 0, 0, 0xFF, 0xD8, 0xFF, 0xD9, 0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0];
        var file = MadeFile.Slice();
        file.Dataset.Set(new Element(DicomTags.PixelData, DicomVr.OB) { Value = [] });
        var bytes = file.Encode("1.2.840.10008.1.2.4.70");
        bytes = [.. bytes[..^4], 0xFF, 0xFF, 0xFF, 0xFF, .. fragments, .. "Jane Doe"u8];

        var output = ElementFileReader.Read(new MemoryStream(Protected.Bytes(bytes)));

        Assert.Equal(fragments, PixelsOf(output));
        Assert.False(Protected.Holds(Protected.Bytes(bytes), "Jane"));
    }

    [Fact]
    public void Pixels_in_a_sequence_do_not_pass()
    {
        var icon = new ElementSet().Set(new Element(DicomTags.PixelData, DicomVr.OW) { Value = [1, 2, 3, 4] });
        var result = Protected.Elements(MadeFile.Slice().Items(0x00081115, icon).Encode());

        Assert.Empty(result[new(0x0008, 0x1115)]!.Items!.Single());
    }

    [Fact]
    public void Deflated_and_gzipped_files_are_read()
    {
        var plain = MadeFile.Slice().Encode();
        var deflated = Deflated();
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(plain);
        }

        Assert.Equal(Protected.Bytes(plain), Protected.Bytes(zipped.ToArray()));
        var output = ElementFileReader.Read(new MemoryStream(Protected.Bytes(deflated)));
        Assert.Equal(DicomUids.Deflated, output.Syntax);
        Assert.Equal(MadeFile.Pixels, PixelsOf(output));
    }

    [Fact]
    public void A_file_without_preamble_gets_one()
    {
        var bytes = MadeFile.Slice().Encode(DicomUids.Implicit);
        var bare = bytes[(132 + 8 + 18)..]; // Preamble and the one element of meta information.

        Assert.Equal(Protected.Bytes(bytes), Protected.Bytes(bare));
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused_or_protected()
    {
        var whole = MadeFile.Slice().Items(0x00081115, new ElementSet().Set(new(0x0020, 0x000E), DicomVr.UI, "1.2.3")).Encode();
        for (var length = 0; length < whole.Length; length++)
        {
            var cut = whole[..length];
            var protectedBytes = Array.Empty<byte>();
            var failure = Record.Exception(() => protectedBytes = Protected.Bytes(cut));

            Assert.True(failure is null or RefusedException, $"at {length}: {failure}");
            Assert.False(Protected.Holds(protectedBytes, "Jane"));
        }
    }

    [Fact]
    public void A_damaged_file_is_refused_or_protected_and_nothing_else()
    {
        foreach (var syntax in new[] { Explicit, DicomUids.Implicit })
        {
            var whole = MadeFile.Slice().Items(0x00081115, new ElementSet().Set(new(0x0020, 0x000E), DicomVr.UI, "1.2.3")).Encode(syntax);
            Gen.Select(Gen.Int[132, whole.Length - 1], Gen.Byte, Gen.Int[132, whole.Length - 1], Gen.Byte).Sample(
                (at, value, at2, value2) =>
                {
                    var damaged = whole.ToArray();
                    damaged[at] = value;
                    damaged[at2] = value2;
                    try
                    {
                        return Protected.Bytes(damaged).Length > 0;
                    }
                    catch (RefusedException)
                    {
                        return true;
                    }
                },
                iter: 2000);
        }
    }

    [Fact]
    public void A_sequence_of_undefined_length_and_unknown_representation_is_read()
    {
        var file = MadeFile.Slice();
        file.Dataset.Set(new Element(new(0x0008, 0x1115), DicomVr.UN) { Value = [] });
        var bytes = file.Encode();
        var at = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x08, 0x00, 0x15, 0x11, (byte)'U', (byte)'N', 0, 0, 0, 0, 0, 0]) + 8;
        byte[] items =
        [
            0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF,
            0x10, 0x00, 0x10, 0x00, 4, 0, 0, 0, .. "Jane"u8, 0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0, 0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0,
        ];
        bytes = [.. bytes[..at], .. items, .. bytes[(at + 4)..]];

        var output = Protected.Elements(bytes);

        Assert.Equal(output.Text(new(0x0010, 0x0010)), output[new(0x0008, 0x1115)]!.Items!.Single().Text(new(0x0010, 0x0010)));
    }

    private static byte[] PixelsOf(ElementFile file)
    {
        var range = file.Dataset[DicomTags.PixelData]!.Pixels!;
        file.Body.Position = range.Offset;
        var bytes = new byte[range.Length];
        file.Body.ReadExactly(bytes);
        return bytes;
    }

    private static byte[] Deflated()
    {
        var file = MadeFile.Slice();
        var head = file.Encode(DicomUids.Deflated);
        using var body = new MemoryStream();
        new ElementWriter(body, ElementEncoding.ExplicitLittleEndian, null).Write(file.Dataset);
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            body.WriteTo(deflate);
        }

        return [.. head[..^(int)body.Length], .. packed.ToArray()];
    }
}
