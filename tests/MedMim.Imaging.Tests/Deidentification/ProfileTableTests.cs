using MedMim.Imaging.Deidentification.Profile;
using MedMim.Imaging.Deidentification.Rules;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Dicom.Tables;

namespace MedMim.Imaging.Tests.Deidentification;

/// <summary>The tables of the standard that the program carries.</summary>
public sealed class ProfileTableTests
{
    [Fact]
    public void Table_E_1_1_has_all_rows_of_edition_2024e()
    {
        var byAction = ConfidentialityProfile.Rows.GroupBy(r => r.Basic).ToDictionary(g => g.Key, g => g.Count());

        Assert.Equal(621, ConfidentialityProfile.Rows.Count);
        Assert.Equal(384, byAction[ProfileAction.Remove]);
        Assert.Equal(92, byAction[ProfileAction.Dummy]);
        Assert.Equal(54, byAction[ProfileAction.ReplaceUid]);
        Assert.Equal(42, byAction[ProfileAction.Empty]);
        Assert.Equal(22, byAction[ProfileAction.RemoveOrDummy]);
        Assert.Equal(11, byAction[ProfileAction.RemoveOrEmpty]);
        Assert.Equal(8, byAction[ProfileAction.RemoveEmptyOrDummy]);
        Assert.Equal(6, byAction[ProfileAction.EmptyOrDummy]);
        Assert.Equal(2, byAction[ProfileAction.RemoveEmptyOrReplaceUids]);
    }

    [Theory]
    [InlineData(0x00100010u, ProfileAction.Empty)]
    [InlineData(0x00080018u, ProfileAction.ReplaceUid)]
    [InlineData(0x00081140u, ProfileAction.RemoveEmptyOrReplaceUids)]
    [InlineData(0x50020010u, ProfileAction.Remove)]
    [InlineData(0x60043000u, ProfileAction.Remove)]
    [InlineData(0x60FE4000u, ProfileAction.Remove)]
    public void Attributes_and_group_patterns_are_found(uint tag, object action) =>
        Assert.Equal(action, ConfidentialityProfile.Find(DicomTag.Of(tag))!.Basic);

    [Theory]
    [InlineData(0x00080060u)]
    [InlineData(0x60040010u)]
    [InlineData(0x00290010u)]
    public void Others_are_not(uint tag) => Assert.Null(ConfidentialityProfile.Find(DicomTag.Of(tag)));

    [Fact]
    public void An_option_overrides_the_profile_and_cleaning_comes_before_keeping()
    {
        var calibration = ConfidentialityProfile.Find(DicomTag.Of(0x00181200))!; // Date of Last Calibration

        Assert.Equal(ProfileAction.Remove, calibration.ActionUnder(new HashSet<ProfileOption>()));
        Assert.Equal(
            ProfileAction.Keep, calibration.ActionUnder(new HashSet<ProfileOption> { ProfileOption.RetainDeviceIdentity }));
        Assert.Equal(
            ProfileAction.Clean,
            calibration.ActionUnder(new HashSet<ProfileOption> { ProfileOption.RetainModifiedDates, ProfileOption.RetainDeviceIdentity }));
    }

    [Fact]
    public void Every_listed_attribute_but_those_of_commands_is_in_the_dictionary() => Assert.All(
        ConfidentialityProfile.Rows.Where(r => r.Tag != "private" && !r.Tag.Contains('x') && !r.Tag.StartsWith("0000", StringComparison.Ordinal)),
        r => Assert.Equal(r.Keyword, DataDictionary.Find(DicomTag.Of(Convert.ToUInt32(r.Tag, 16)))!.Keyword));

    [Theory]
    [InlineData("1.2.840.10008.5.1.4.1.1.2", 0x00200052u, AttributeType.NeedsValue)]
    [InlineData("1.2.840.10008.5.1.4.1.1.2", 0x00100010u, AttributeType.MayBeEmpty)]
    [InlineData("1.2.840.10008.5.1.4.1.1.128", 0x00080021u, AttributeType.NeedsValue)]
    [InlineData("1.2.840.10008.5.1.4.1.1.2", 0x00080021u, AttributeType.Optional)]
    [InlineData("1.2.840.10008.5.1.4.1.1.66.4", 0x00080023u, AttributeType.NeedsValue)]
    [InlineData("1.2.840.10008.5.1.4.1.1.88.11", 0x00080023u, AttributeType.Unknown)]
    public void Objects_say_what_they_require(string sopClass, uint tag, object type) =>
        Assert.Equal(type, ObjectTypes.Of(sopClass).TypeOf(DicomTag.Of(tag), null));

    [Fact]
    public void Safe_private_attributes_and_content_items_are_read()
    {
        var safe = new SafePrivateTable([]);

        Assert.Equal(DicomVr.DS, safe.Find("Philips PET Private Group", new DicomTag(0x7053, 0x1000)));
        Assert.Equal(DicomVr.FL, safe.Find("Philips Imaging DD 001", new DicomTag(0x2001, 0x1103)));
        Assert.Null(safe.Find("PHILIPS", new DicomTag(0x7053, 0x1000)));
        Assert.Null(safe.Find("SIEMENS CSA HEADER", new DicomTag(0x0029, 0x1010)));
        Assert.Equal(ProfileAction.Dummy, ContentItemTable.Find("121008", "DCM", "PNAME")!.Basic);
        Assert.Equal(ProfileAction.Remove, ContentItemTable.Find("121031", "DCM", "DATE")!.Basic);
    }
}
