using System.Text;
using CsCheck;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Tests.Dicom.Text;

/// <summary>Character sets; the examples are those of DICOM PS3.5 annexes H, I, J and K.</summary>
public sealed class SpecificCharacterSetTests
{
    [Theory]
    [InlineData("", "Buc^J\u00C3\u00A9r\u00C3\u00B4me", "Buc^Jérôme")]
    [InlineData("", "Buc^J\u00E9r\u00F4me", "Buc^Jérôme")]
    [InlineData("ISO_IR 100", "Buc^J\u00E9r\u00F4me", "Buc^Jérôme")]
    [InlineData("ISO_IR 192", "Wang^XiaoDong=\u00E7\u008E\u008B^\u00E5\u00B0\u008F\u00E6\u009D\u00B1", "Wang^XiaoDong=王^小東")]
    [InlineData("GB18030", "Wang^XiaoDong=\u00CD\u00F5^\u00D0\u00A1\u00B6\u00AB", "Wang^XiaoDong=王^小东")]
    [InlineData("ISO_IR 144", "\u00BB\u00EE\u00DA\u0063\u0065\u00DC\u00D1\u0079\u0070\u00D3", "Люкceмбypг")]
    [InlineData("ISO_IR 127", "\u00E2\u00C8\u00C7\u00E6\u00EA^\u00E4\u00E6\u00D2\u00C7\u00D1", "قباني^لنزار")]
    [InlineData("ISO_IR 126", "\u00C4\u00E9\u00EF\u00ED\u00F5\u00F3\u00E9\u00EF\u00F2", "Διονυσιος")]
    [InlineData("ISO_IR 138", "\u00F9\u00F8\u00E5\u00EF^\u00E3\u00E1\u00E5\u00F8\u00E4", "שרון^דבורה")]
    [InlineData("ISO_IR 13", "\u00D4\u00CF\u00C0\u00DE^\u00C0\u00DB\u00B3", "ﾔﾏﾀﾞ^ﾀﾛｳ")]
    [InlineData("\\ISO 2022 IR 87", "Yamada^Tarou=\u001B$B;3ED\u001B(B^\u001B$BB@O:\u001B(B=\u001B$B$d$^$@\u001B(B^\u001B$B$?$m$&\u001B(B", "Yamada^Tarou=山田^太郎=やまだ^たろう")]
    [InlineData("ISO 2022 IR 13\\ISO 2022 IR 87", "\u00D4\u00CF\u00C0\u00DE^\u00C0\u00DB\u00B3=\u001B$B;3ED\u001B(J^\u001B$BB@O:\u001B(J", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎")]
    [InlineData("\\ISO 2022 IR 149", "Hong^Gildong=\u001B$)C\u00FB\u00F3^\u001B$)C\u00D1\u00CE\u00D4\u00D7=\u001B$)C\u00C8\u00AB^\u001B$)C\u00B1\u00E6\u00B5\u00BF", "Hong^Gildong=洪^吉洞=홍^길동")]
    [InlineData("\\ISO 2022 IR 58", "Zhang^XiaoDong=\u001B$)A\u00D5\u00C5^\u001B$)A\u00D0\u00A1\u00B6\u00AB=", "Zhang^XiaoDong=张^小东=")]
    [InlineData("\\ISO 2022 IR 159", "\u001B$(D\u0030\u0021\u001B(B", "丂")]
    [InlineData("ISO 2022 IR 100\\ISO 2022 IR 144", "\u00E9\u001B-L\u00BB^\u00E9", "éЛ^é")]
    public void Decodes(string characterSet, string bytes, string expected)
    {
        var dataset = new DicomDataset();
        dataset.Set(new(DicomTags.SpecificCharacterSet, DicomVr.CS) { Bytes = Encoding.ASCII.GetBytes(characterSet) });
        dataset.Set(new(DicomTags.PatientName, DicomVr.PN) { Bytes = Encoding.Latin1.GetBytes(bytes) });
        Assert.Equal(expected, dataset.Text(DicomTags.PatientName));
    }

    // 0x5C is a backslash in ASCII, and half a character in the others.
    [Fact]
    public void A_half_character_is_no_separator()
    {
        var dataset = new DicomDataset();
        dataset.Set(new(DicomTags.SpecificCharacterSet, DicomVr.CS) { Bytes = "\\ISO 2022 IR 87"u8.ToArray() });
        dataset.Set(new(DicomTags.SeriesDescription, DicomVr.LO) { Bytes = Encoding.Latin1.GetBytes("\u001B$BI=<(\u001B(B\\a") });
        Assert.Equal(["表示", "a"], dataset.Texts(DicomTags.SeriesDescription));
        dataset.Set(new(DicomTags.SeriesDescription, DicomVr.LO) { Bytes = Encoding.Latin1.GetBytes("\u001B$B%\\\u001B(B") });
        Assert.Equal(["ボ"], dataset.Texts(DicomTags.SeriesDescription));
    }

    [Fact]
    public void Items_have_the_character_set_of_their_file()
    {
        var item = new DicomDataset();
        item.Set(new(DicomTags.RoiName, DicomVr.LO) { Bytes = new byte[] { 0xB3, 0xE3, 0xE5 } });
        var dataset = new DicomDataset();
        dataset.Set(new(DicomTags.StructureSetRoiSequence, DicomVr.SQ) { Items = [item] });
        dataset.Set(new(DicomTags.SpecificCharacterSet, DicomVr.CS) { Bytes = "ISO_IR 144"u8.ToArray() });
        Assert.Equal("Гух", dataset.Items(DicomTags.StructureSetRoiSequence)[0].Text(DicomTags.RoiName));
    }

    // Whatever bytes a hostile file holds, reading its text ends and throws nothing.
    [Fact]
    public void Any_bytes_are_some_text()
    {
        string[] sets = ["", "ISO_IR 6", "ISO_IR 13", "ISO_IR 192", "GBK", "\\ISO 2022 IR 87\\ISO 2022 IR 159", "ISO 2022 IR 13", "nonsense"];
        byte[] codes = [0x1B, 0x24, 0x28, 0x42, 0x5C, 0x29, 0x44, 0xA1, 0xFF, 0x41];
        Gen.Select(Gen.Int[0, sets.Length - 1].Select(i => sets[i]), Gen.Int[0, codes.Length - 1].Select(i => codes[i]).Array[0, 20]).Sample(
            (set, bytes) =>
            {
                var dataset = new DicomDataset();
                dataset.Set(new(DicomTags.SpecificCharacterSet, DicomVr.CS) { Bytes = Encoding.ASCII.GetBytes(set) });
                dataset.Set(new(DicomTags.PatientName, DicomVr.PN) { Bytes = bytes });
                return dataset.Text(DicomTags.PatientName).Length <= bytes.Length;
            });
    }
}
