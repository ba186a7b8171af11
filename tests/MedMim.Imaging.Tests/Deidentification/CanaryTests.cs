using System.Text;
using MedMim.Imaging.Deidentification;
using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Tests.Deidentification;

/// <summary>Identifiers planted everywhere in a file that can hold bytes; none may be in the output.</summary>
public sealed class CanaryTests
{
    private const string Canary = "QZCANARYXWVUTSRQ"; // 16 bytes: whole numbers of every width.

    public static TheoryData<string> Syntaxes => ["1.2.840.10008.1.2.1", DicomUids.Implicit, DicomUids.BigEndian];

    // Standard attributes outside Table E.1-1, of every representation. Look-up tables and the like pass unread: they
    // are pictures, as pixels are.
    private static readonly (uint Tag, DicomVr Vr)[] Unlisted =
    [
        (0x00741236, DicomVr.AE), (0x00720061, DicomVr.DA), (0x00281200, DicomVr.AS), (0x00280009, DicomVr.AT), (0x00180015, DicomVr.CS),
        (0x0018002A, DicomVr.SQ), (0x00180050, DicomVr.DS), (0x00189073, DicomVr.FD), (0x00189316, DicomVr.FD), (0x00180082, DicomVr.DS),
        (0x00200013, DicomVr.IS), (0x00280A04, DicomVr.LO), (0x300A00F5, DicomVr.SH), (0x00100033, DicomVr.LO), (0x00081164, DicomVr.SQ),
        (0x00282000, DicomVr.OB), (0x04000520, DicomVr.OB), (0x00143050, DicomVr.OB),
        (0x00403401, DicomVr.SL), (0x00280106, DicomVr.US), (0x00189219, DicomVr.SS), (0x00189810, DicomVr.FL), (0x00080119, DicomVr.UC),
        (0x0008115A, DicomVr.UI), (0x00086001, DicomVr.UL), (0x00080120, DicomVr.UR), (0x00620020, DicomVr.UT), (0x00182010, DicomVr.ST),
        (0x00187006, DicomVr.LT), (0x00321032, DicomVr.PN), (0x00189075, DicomVr.CS), (0x00180013, DicomVr.TM), (0x00189516, DicomVr.DT),
    ];

    [Theory]
    [MemberData(nameof(Syntaxes))]
    public void No_canary_of_any_representation_survives(string syntax)
    {
        foreach (var policy in Policies())
        {
            foreach (var (tag, vr) in Unlisted.Where(u => u.Vr != DicomVr.SQ))
            {
                var file = MadeFile.Slice().Bytes(tag, vr, Encoding.ASCII.GetBytes(Canary));

                Assert.False(Protected.Holds(Protected.Bytes(file.Encode(syntax), policy), Canary), $"{tag:X8} {vr}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Syntaxes))]
    public void No_canary_survives_where_no_element_is_expected(string syntax)
    {
        var bytes = Encoding.ASCII.GetBytes(Canary);
        var inner = new ElementSet()
            .Set(new DicomTag(0x0010, 0x0010), DicomVr.PN, Canary)
            .Set(new DicomTag(0x0009, 0x0010), DicomVr.LO, "MAKER " + Canary)
            .Set(new Element(new DicomTag(0x0009, 0x1001), DicomVr.UN) { Value = bytes });
        var file = new MadeFile { Preamble = [.. Enumerable.Range(0, 8).SelectMany(_ => bytes)], Tail = [0xFC, 0xFF, 0xFC, 0xFF, .. bytes] };
        foreach (var element in MadeFile.Slice().Dataset)
        {
            file.Dataset.Set(element);
        }

        file.Meta.Set(new(2, 0x0002), DicomVr.UI, MadeFile.Ct).Set(new(2, 0x0003), DicomVr.UI, Canary)
            .Set(new(2, 0x0012), DicomVr.UI, Canary).Set(new(2, 0x0013), DicomVr.SH, Canary)
            .Set(new(2, 0x0016), DicomVr.AE, Canary).Set(new(2, 0x0100), DicomVr.UI, Canary)
            .Set(new Element(new(2, 0x0102), DicomVr.OB) { Value = bytes });
        file.Text(0x00090010, DicomVr.LO, Canary).Bytes(0x00091001, DicomVr.UN, bytes).Text(0x00091002, DicomVr.PN, Canary);
        file.Text(0x50000022, DicomVr.LO, Canary).Bytes(0x50003000, DicomVr.OW, bytes);
        file.Text(0x60000040, DicomVr.CS, "G").Text(0x60000022, DicomVr.LO, Canary).Text(0x60004000, DicomVr.LT, Canary)
            .Bytes(0x60003000, DicomVr.OW, bytes);
        file.Bytes(0x00120FFE, DicomVr.UN, bytes).Bytes(0x7FC00010, DicomVr.OW, bytes); // Tags that nobody has defined.
        file.Items(0x00081115, inner, new ElementSet().Set(new Element(new(0x0008, 0x114A), DicomVr.SQ) { Items = [inner] }));
        if (syntax != DicomUids.Implicit)
        {
            file.Bytes(0x00101002, DicomVr.OB, bytes); // A sequence by its tag, bytes by its representation.
            file.Items(0x00180050, inner); // And the other way round.
        }

        Assert.All(Policies(), p => Assert.False(Protected.Holds(Protected.Bytes(file.Encode(syntax), p), Canary)));
    }

    [Theory]
    [InlineData("QZCANARYXWVUTSRQ")]
    [InlineData("\u00DCml\u00E4ut QZCANARYXWVUTSRQ")]
    public void A_name_is_found_where_it_does_not_belong(string name)
    {
        var file = MadeFile.Slice().Text(0x00100010, DicomVr.PN, name.Replace(' ', '^'))
            .Text(0x00181250, DicomVr.SH, "Head QZCANARYXWVUTSRQ") // Receive Coil Name: a machine's text, kept otherwise.
            .Text(0x00080070, DicomVr.LO, "QZCANARYXWVUTSRQ & Sons");

        Assert.False(Protected.Holds(Protected.Bytes(file.Encode()), Canary));
        Assert.Equal("Head", Protected.Text(file, 0x00181250));
    }

    [Fact]
    public void What_machines_fill_in_stays()
    {
        var file = MadeFile.Slice().Text(0x00081090, DicomVr.LO, "Model 7000 XQ").Text(0x00181210, DicomVr.SH, "B30f");

        Assert.Equal("Model 7000 XQ", Protected.Text(file, 0x00081090));
        Assert.Equal("B30f", Protected.Text(file, 0x00181210));
    }

    [Theory]
    [InlineData(0x00180031u)] // Radiopharmaceutical
    [InlineData(0x00281055u)] // Window Center & Width Explanation
    [InlineData(0x00283003u)] // LUT Explanation
    [InlineData(0x00189080u)] // Metabolite Map Description
    public void What_people_type_into_machines_is_cleaned(uint tag) => Assert.DoesNotContain(
        Canary, Protected.Text(MadeFile.Slice().Text(tag, DicomVr.LO, $"brain {Canary}"), tag), StringComparison.Ordinal);

    [Fact]
    public void Bytes_behind_the_last_pixel_are_refused_unless_empty()
    {
        var canary = MadeFile.Slice().Bytes(0x7FE00010, DicomVr.OW, [.. MadeFile.Pixels, .. Encoding.ASCII.GetBytes(Canary)]);
        var padded = MadeFile.Slice().Bytes(0x7FE00010, DicomVr.OW, [.. MadeFile.Pixels, 0, 0, 0, 0]);

        Assert.Equal(RefusalCodes.PixelMismatch, Assert.Throws<RefusedException>(() => Protected.Bytes(canary.Encode())).Refusal.Code);
        Assert.Equal(36, Protected.Elements(padded.Encode())[DicomTags.PixelData]!.Pixels!.Length);
    }

    [Fact]
    public void A_refusal_says_nothing_of_the_file()
    {
        var file = MadeFile.Slice(Canary);

        var refused = Assert.Throws<RefusedException>(() => Protected.Bytes(file.Encode()));

        Assert.DoesNotContain(Canary, refused.ToString(), StringComparison.Ordinal);
    }

    private static DeidentificationPolicy[] Policies() =>
    [
        new(),
        new() { Dates = LongitudinalDates.Modified },
        new() { Dates = LongitudinalDates.Full },
        Protected.AllOptions,
    ];
}
