using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Deidentification.Profile;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Tests.Deidentification;

/// <summary>Compound codes, resolved by what the object at hand requires.</summary>
public sealed class ObjectRequirementTests
{
    private const string Seg = "1.2.840.10008.5.1.4.1.1.66.4";
    private const string Structures = "1.2.840.10008.5.1.4.1.1.481.3";

    [Theory]
    [InlineData(MadeFile.Ct, 0x00080021u, DicomVr.DA, "20200101", null)] // Series Date, X/D: Type 3 in CT,
    [InlineData(MadeFile.Pet, 0x00080021u, DicomVr.DA, "20200101", "19000101")] // Type 1 in PET.
    [InlineData(MadeFile.Ct, 0x00080023u, DicomVr.DA, "20200101", "")] // Content Date, Z/D: Type 2C in CT,
    [InlineData(Seg, 0x00080023u, DicomVr.DA, "20200101", "19000101")] // Type 1 in SEG.
    [InlineData(Seg, 0x00080033u, DicomVr.TM, "101500", "000000")]
    [InlineData(Seg, 0x00181000u, DicomVr.LO, "SN 0815", "ANONYMIZED")] // Device Serial Number, X/Z/D: Type 1 in SEG,
    [InlineData(MadeFile.Ct, 0x00181000u, DicomVr.LO, "SN 0815", null)] // Type 3 in CT.
    [InlineData(MadeFile.Ct, 0x00080080u, DicomVr.LO, "Clinic", null)]
    [InlineData(Structures, 0x30060002u, DicomVr.SH, "Dr. X", "ANONYMIZED")] // Structure Set Label, D.
    [InlineData(Structures, 0x30060008u, DicomVr.DA, "20200101", "")] // Structure Set Date, Z: Type 2.
    [InlineData(MadeFile.Ct, 0x30060002u, DicomVr.SH, "Dr. X", null)] // A stray attribute of another kind of object.
    [InlineData(MadeFile.Report, 0x00080021u, DicomVr.DA, "20200101", "19000101")] // Unknown kind: a dummy is always valid.
    [InlineData(MadeFile.Report, 0x00080022u, DicomVr.DA, "20200101", "")] // Acquisition Date, X/Z.
    public void A_value_is_removed_emptied_or_replaced(string sopClass, uint tag, DicomVr vr, string value, string? expected)
    {
        var result = Protected.Attribute(MadeFile.Slice(sopClass).Text(tag, vr, value), tag);

        Assert.Equal(expected, result is null ? null : Texts.Of(result.Value));
    }

    [Fact]
    public void References_to_images_go_or_stay_with_new_uids()
    {
        MadeFile File(string sopClass) => MadeFile.Slice(sopClass).Items(
            0x00081140,
            new ElementSet().Set(new(8, 0x1150), DicomVr.UI, MadeFile.Ct).Set(new(8, 0x1155), DicomVr.UI, "1.2.3.4.5"));

        Assert.Null(Protected.Attribute(File(MadeFile.Ct), 0x00081140));
        var kept = Protected.Elements(File(MadeFile.Report).Encode());
        var item = kept[new(8, 0x1140)]!.Items!.Single();
        Assert.Equal(MadeFile.Ct, item.Text(new(8, 0x1150)));
        Assert.Equal(kept.Text(new(8, 0x0018)), item.Text(new(8, 0x1155)));
    }

    [Fact]
    public void Resolution_never_protects_less_than_the_code_and_never_breaks_a_type()
    {
        foreach (var action in ConfidentialityProfile.Rows.Select(r => r.Basic).Distinct())
        {
            foreach (var type in Enum.GetValues<AttributeType>())
            {
                var resolved = ActionResolution.Resolve(action, type);

                Assert.Contains(resolved, new[] { ProfileAction.Remove, ProfileAction.Empty, ProfileAction.Dummy, ProfileAction.ReplaceUid });
                if (type == AttributeType.NeedsValue)
                {
                    Assert.Contains(resolved, new[] { ProfileAction.Dummy, ProfileAction.ReplaceUid });
                }
            }
        }
    }

    [Fact]
    public void A_dummy_of_a_sequence_keeps_one_item_without_its_words()
    {
        var code = new ElementSet()
            .Set(new(8, 0x0100), DicomVr.SH, "DOC7").Set(new(8, 0x0102), DicomVr.SH, "L").Set(new(8, 0x0104), DicomVr.LO, "Dr. Who");
        var item = Protected.Attribute(MadeFile.Slice(MadeFile.Report).Items(0x00401101, code, code), 0x00401101)!.Items!.Single();

        Assert.Equal("ANONYMIZED", item.Text(new(8, 0x0100)));
        Assert.Equal("99MEDMIM", item.Text(new(8, 0x0102)));
    }
}
