using MedMim.Imaging.Deidentification;
using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Tests.Deidentification;

/// <summary>What the options let stay, and what they clean.</summary>
public sealed class OptionTests
{
    [Theory]
    [InlineData("CT chest abdomen pelvis - 55F Dr. Smith", "CT chest abdomen pelvis")] // The standard's own example.
    [InlineData("t2_tse_tra_3mm", "t2 tse tra 3mm")]
    [InlineData("MPRAGE 1.5mm M\u00FCller", "MPRAGE 1.5mm")]
    [InlineData("Abdomen 19610407", "Abdomen")]
    [InlineData("\u05D0\u05D1\u05D2 brain", "brain")]
    [InlineData("Smith", null)]
    public void Of_descriptions_known_words_stay(string text, string? expected)
    {
        var file = MadeFile.Slice().Text(0x00081030, DicomVr.LO, text.Replace('\u05D0', '?').Replace('\u05D1', '?').Replace('\u05D2', '?'));
        var result = Protected.Attribute(file, 0x00081030, new() { CleanDescriptors = true });

        Assert.Equal(expected, result is null ? null : Texts.Of(result.Value));
    }

    [Theory]
    [InlineData("055Y", "055Y")]
    [InlineData("094Y", "090Y")]
    [InlineData("012D", "012D")]
    [InlineData("Jane", null)]
    public void Of_patients_characteristics_high_ages_are_blurred(string age, string? expected)
    {
        var result = Protected.Attribute(
            MadeFile.Slice().Text(0x00101010, DicomVr.AS, age), 0x00101010, new() { RetainPatientCharacteristics = true });

        Assert.Equal(expected, result is null ? null : Texts.Of(result.Value));
    }

    [Fact]
    public void Safe_private_attributes_stay_with_their_creators_and_only_if_they_are_what_they_should_be()
    {
        var file = MadeFile.Slice()
            .Text(0x70530010, DicomVr.LO, "Philips PET Private Group").Text(0x70531000, DicomVr.DS, "0.25").Text(0x70531009, DicomVr.DS, "Jane Doe")
            .Text(0x70531001, DicomVr.LO, "unknown").Text(0x00190010, DicomVr.LO, "SIEMENS MR HEADER").Text(0x0019100C, DicomVr.IS, "800")
            .Text(0x00191008, DicomVr.CS, "IMAGE NUM 4");
        var policy = new DeidentificationPolicy
        {
            RetainSafePrivate = true, SafePrivate = [new("SIEMENS MR HEADER", "0019", "0C", "IS")],
        };

        var kept = Protected.Elements(file.Encode(), policy).Where(e => e.Tag.IsPrivate).Select(e => e.Tag.Number);
        Assert.Equal([0x00190010u, 0x0019100Cu, 0x70530010u, 0x70531000u], kept);
        Assert.DoesNotContain(Protected.Elements(file.Encode()), e => e.Tag.IsPrivate);
    }

    [Fact]
    public void Device_identity_stays_and_titles_become_codes()
    {
        var file = MadeFile.Slice().Text(0x00181000, DicomVr.LO, "SN 0815").Text(0x00080055, DicomVr.AE, "CT_WARD_3");
        var result = Protected.Elements(file.Encode(), new() { RetainDeviceIdentity = true });

        Assert.Equal("SN 0815", result.Text(new(0x0018, 0x1000)));
        Assert.Matches("^AE_[0-9a-f]{12}$", result.Text(new(0x0008, 0x0055)));
    }

    [Fact]
    public void Overlays_that_mark_regions_stay_and_others_go()
    {
        var file = MadeFile.Slice()
            .Text(0x60000040, DicomVr.CS, "R").Text(0x60000022, DicomVr.LO, "Dr. Who").Bytes(0x60003000, DicomVr.OW, [1, 2])
            .Text(0x60020040, DicomVr.CS, "G").Bytes(0x60023000, DicomVr.OW, [1, 2]);

        var kept = Protected.Elements(file.Encode(), new() { CleanGraphics = true }).Where(e => e.Tag.Group >= 0x6000 && e.Tag.Group < 0x7000);
        Assert.Equal([0x60000040u, 0x60003000u], kept.Select(e => e.Tag.Number));
        Assert.DoesNotContain(Protected.Elements(file.Encode()), e => e.Tag.Group == 0x6000);
    }

    [Fact]
    public void Content_items_are_cleaned_by_their_concepts()
    {
        static ElementSet Item(string type, string code, DicomTag at, DicomVr vr, string value) => new ElementSet()
            .Set(new(0x0040, 0xA040), DicomVr.CS, type)
            .Set(new Element(new(0x0040, 0xA043), DicomVr.SQ)
            {
                Items = [new ElementSet().Set(new(8, 0x0100), DicomVr.SH, code).Set(new(8, 0x0102), DicomVr.SH, "DCM").Set(new(8, 0x0104), DicomVr.LO, "x")],
            })
            .Set(at, vr, value);

        var file = MadeFile.Slice(MadeFile.Report, "CT").Items(
            0x0040A730,
            Item("PNAME", "121008", new(0x0040, 0xA123), DicomVr.PN, "Who^Dr"),
            Item("DATE", "121031", new(0x0040, 0xA121), DicomVr.DA, "19610407"),
            Item("TEXT", "121071", new(0x0040, 0xA160), DicomVr.UT, "Liver lesion of Mrs Doe"));

        var items = Protected.Attribute(file, 0x0040A730, new() { CleanStructuredContent = true, CleanDescriptors = true })!.Items!;
        Assert.Equal(2, items.Count); // The birth date is gone.
        Assert.Equal("ANONYMIZED", items[0].Text(new(0x0040, 0xA123)));
        Assert.Equal("Liver lesion of", items[1].Text(new(0x0040, 0xA160)));
        Assert.Equal("121071", items[1][new(0x0040, 0xA043)]!.Items![0].Text(new(8, 0x0100)));
    }

    [Fact]
    public void Unknown_terms_become_codes_that_keep_images_apart()
    {
        var first = Protected.Text(MadeFile.Slice().Text(0x00080008, DicomVr.CS, "ORIGINAL\\PRIMARY\\JANE"), 0x00080008);
        var second = Protected.Text(MadeFile.Slice().Text(0x00080008, DicomVr.CS, "ORIGINAL\\PRIMARY\\JOHN"), 0x00080008);

        Assert.Matches(@"^ORIGINAL\\PRIMARY\\T_[0-9A-F]{8}$", first);
        Assert.NotEqual(first, second);
        Assert.Equal(
            "ORIGINAL\\PRIMARY\\JANE",
            Protected.Text(MadeFile.Slice().Text(0x00080008, DicomVr.CS, "ORIGINAL\\PRIMARY\\JANE"), 0x00080008, new() { UnlistedText = UnlistedText.Keep }));
    }

    [Fact]
    public void Codes_of_public_schemes_stay_and_local_ones_do_not()
    {
        static ElementSet Code(string value, string scheme, string meaning) => new ElementSet()
            .Set(new(8, 0x0100), DicomVr.SH, value).Set(new(8, 0x0102), DicomVr.SH, scheme).Set(new(8, 0x0104), DicomVr.LO, meaning);

        var file = MadeFile.Slice().Items(0x00082218, Code("10200004", "SCT", "Liver"), Code("ROOM7", "99CLINIC", "Room of Dr. Who liver"));
        var items = Protected.Attribute(file, 0x00082218)!.Items!;

        Assert.Equal("10200004", items[0].Text(new(8, 0x0100)));
        Assert.Equal("Liver", items[0].Text(new(8, 0x0104)));
        Assert.Matches("^T_[0-9a-f]{12}$", items[1].Text(new(8, 0x0100)));
        Assert.Equal("of liver", items[1].Text(new(8, 0x0104)));
    }
}
