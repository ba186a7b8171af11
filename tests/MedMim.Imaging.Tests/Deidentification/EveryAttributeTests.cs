using System.Text;
using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Deidentification.Profile;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Dicom.Tables;

namespace MedMim.Imaging.Tests.Deidentification;

/// <summary>Each row of Table E.1-1: an object with the attribute in it, and what the row's action must have done to it.</summary>
public sealed class EveryAttributeTests
{
    private const string Canary = "QZCANARYXW";

    public static TheoryData<string, string> Rows()
    {
        var data = new TheoryData<string, string>();
        foreach (var row in ConfidentialityProfile.Rows.Where(r => r.Tag != "private" && string.CompareOrdinal(r.Tag, "0008") > 0))
        {
            data.Add(row.Tag.Replace('x', '0'), row.Keyword);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void No_value_of_a_listed_attribute_survives_the_basic_profile(string tag, string keyword)
    {
        var number = Convert.ToUInt32(tag, 16);
        foreach (var sopClass in new[] { MadeFile.Ct, MadeFile.Pet, MadeFile.Report })
        {
            foreach (var file in Planted(number, sopClass))
            {
                var output = Protected.Bytes(file.Encode());

                Assert.False(Protected.Holds(output, Canary), $"{keyword} in {sopClass}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Each_action_has_its_effect_in_an_object_of_unknown_kind(string tag, string keyword)
    {
        var number = DicomTag.Of(Convert.ToUInt32(tag, 16));
        var row = ConfidentialityProfile.Find(number)!;
        var vr = DataDictionary.Find(number)?.Vr ?? DicomVr.OW; // Curve data have no entry of their own.
        var file = MadeFile.Slice(MadeFile.Report, "CT");
        file.Dataset.Set(Plant(number, vr));
        var result = Protected.Elements(file.Encode())[number];
        switch (row.Basic)
        {
            case ProfileAction.Remove:
                Assert.Null(result);
                break;
            case ProfileAction.Empty or ProfileAction.RemoveOrEmpty:
                Assert.NotNull(result);
                Assert.True(result.IsEmpty || number.Group == 0x0010, keyword); // Patient's name: a pseudonym.
                break;
            case ProfileAction.ReplaceUid:
                Assert.StartsWith("2.25.", Texts.Of(result!.Value), StringComparison.Ordinal);
                break;
            default:
                Assert.NotNull(result);
                Assert.False(result.IsEmpty, keyword);
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void With_all_options_only_what_they_keep_survives(string tag, string keyword)
    {
        var number = DicomTag.Of(Convert.ToUInt32(tag, 16));
        var row = ConfidentialityProfile.Find(number)!;
        var options = ProfileOptions.Of(Protected.AllOptions);
        var output = Protected.Bytes(Planted(number.Number, MadeFile.Ct)[0].Encode(), Protected.AllOptions);

        Assert.True(!Protected.Holds(output, Canary) || row.ActionUnder(options) == ProfileAction.Keep, keyword);
    }

    // At the top level, and in an item of a sequence that the table does not know.
    private static MadeFile[] Planted(uint tag, string sopClass)
    {
        var element = Plant(DicomTag.Of(tag), DataDictionary.Find(DicomTag.Of(tag))?.Vr ?? DicomVr.OW);
        var top = MadeFile.Slice(sopClass);
        top.Dataset.Set(element);
        var nested = MadeFile.Slice(sopClass).Items(0x00081115, new ElementSet().Set(element)); // Referenced Series Sequence
        return [top, nested];
    }

    private static Element Plant(DicomTag tag, DicomVr vr)
    {
        if (vr == DicomVr.SQ)
        {
            var item = new ElementSet()
                .Set(new DicomTag(0x0008, 0x0100), DicomVr.SH, Canary)
                .Set(new DicomTag(0x0008, 0x0102), DicomVr.SH, "99" + Canary)
                .Set(new DicomTag(0x0008, 0x0104), DicomVr.LO, "Dr " + Canary)
                .Set(new DicomTag(0x0008, 0x1155), DicomVr.UI, Canary)
                .Set(new DicomTag(0x0040, 0xA123), DicomVr.PN, Canary)
                .Set(new DicomTag(0x0040, 0xA160), DicomVr.UT, Canary);
            return new Element(tag, vr) { Items = [item] };
        }

        var value = Encoding.ASCII.GetBytes(Canary);
        var width = Representations.NumberWidth(vr);
        return new Element(tag, vr) { Value = width > 2 ? [.. value.Take(8)] : value };
    }
}
