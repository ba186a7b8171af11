using System.Text;
using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Tests.Deidentification;

/// <summary>What compressed pixels say beside the picture: no word of it may name the patient, in whatever encoding.</summary>
public sealed class PixelCommentTests
{
    private const string Lossless = "1.2.840.10008.1.2.4.70";
    private const string Jpeg2000 = "1.2.840.10008.1.2.4.90";

    [Theory]
    [InlineData("Made by Jane", true)]
    [InlineData("made by JANE", true)]
    [InlineData("LEAD Technologies", false)]
    public void A_comment_may_not_name_the_patient(string comment, bool isRefused)
    {
        var file = MadeFile.Slice();
        Check(file, 0xFE, Encoding.ASCII.GetBytes(comment), isRefused);
        foreach (var wide in new[] { Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32 })
        {
            var text = wide.GetBytes(comment);
            Check(file, 0xE1, [.. "Exif\0\0"u8, .. text, 0, 0], isRefused);
            Check(file, 0xE1, [.. "Exif\0"u8, .. text, 0, 0], isRefused);
        }
    }

    [Theory]
    [InlineData("ISO_IR 192", 65001, "M\u00FCller^J\u00F6rg", "M\u00DCLLER")]
    [InlineData("ISO_IR 192", 65001, "No\u00EBl^Ib", "No\u00EBl")]
    [InlineData("ISO_IR 100", 28591, "M\u00FCller^J\u00F6rg", "m\u00FCller")]
    [InlineData("ISO_IR 144", 28595, "\u0418\u0432\u0430\u043D\u043E\u0432", "\u0438\u0432\u0430\u043D\u043E\u0432")]
    [InlineData("ISO_IR 192", 65001, "\u5C71\u7530^\u592A\u90CE", "\u5C71\u7530\u592A\u90CE")]
    [InlineData("GB18030", 54936, "\u738B^\u5C0F\u4E1C", "\u5C0F\u4E1C")]
    public void Nor_in_another_encoding_than_the_header(string set, int page, string name, string comment)
    {
        var header = CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page);
        var file = MadeFile.Slice().Text(0x00080005, DicomVr.CS, set).Bytes(0x00100010, DicomVr.PN, header.GetBytes(name));
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.Latin1, header })
        {
            if (encoding.GetString(encoding.GetBytes(comment)) == comment)
            {
                Check(file, 0xFE, [.. "by "u8, .. encoding.GetBytes(comment)], isRefused: true);
            }

            Check(file, 0xFE, [.. "by "u8, .. encoding.GetBytes("M\u00FCnster \u5C71\u5C0F")], isRefused: false);
        }
    }

    [Theory]
    [InlineData(Lossless, 0xC8, true)]
    [InlineData(Lossless, 0xEF, true)]
    [InlineData(Lossless, 0xF0, true)]
    [InlineData(Lossless, 0xFD, true)]
    [InlineData(Lossless, 0xC4, false)] // Tables count upwards, and so do numbers of patients.
    [InlineData(Lossless, 0xDB, false)]
    [InlineData(Jpeg2000, 0x64, true)]
    [InlineData(Jpeg2000, 0x6F, true)]
    [InlineData(Jpeg2000, 0x52, false)]
    public void Every_segment_that_no_decoder_needs_is_a_comment(string syntax, byte marker, bool isRefused) =>
        Check(MadeFile.Slice(), marker, Encoding.ASCII.GetBytes("Jane"), isRefused, syntax);

    private static void Check(MadeFile made, byte marker, byte[] text, bool isRefused, string syntax = Lossless)
    {
        byte[] segment = [0xFF, marker, 0, (byte)(text.Length + 2), .. text];
        byte[] image = syntax == Lossless
            ? [0xFF, 0xD8, .. segment, 0xFF, 0xDA, 0, 2, 1, 2, 0xFF, 0xD9]
            : [0xFF, 0x4F, .. segment, 0xFF, 0x90, 0, 4, 1, 2, 0xFF, 0x93, 5, 0xFF, 0xD9];
        byte[] fragments =
        [
            0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0, 0xFE, 0xFF, 0x00, 0xE0, (byte)image.Length, 0, 0, 0, .. image, 0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0,
        ];
        made.Dataset.Set(new Element(DicomTags.PixelData, DicomVr.OB) { Value = [] });
        byte[] bytes = [.. made.Encode(syntax)[..^4], 0xFF, 0xFF, 0xFF, 0xFF, .. fragments];

        var failure = Record.Exception(() => Protected.Bytes(bytes)) as RefusedException;

        Assert.Equal(isRefused ? RefusalCodes.BurnedInText : null, failure?.Refusal.Code);
    }
}
