using MedMim.Foundation.Failures;
using MedMim.Imaging.Deidentification;
using MedMim.Studies.Deidentification;

namespace MedMim.Studies.Tests.Deidentification;

/// <summary>Reading of de-identification policies.</summary>
public sealed class PolicyFileTests
{
    [Fact]
    public void The_default_removes_most()
    {
        var policy = PolicyFile.Parse("medmim_policy: 1\n", "p.yaml");

        Assert.Equal(new DeidentificationPolicy { SafePrivate = policy.SafePrivate }, policy);
        Assert.Empty(policy.SafePrivate);
        Assert.Equal(LongitudinalDates.Removed, policy.Dates);
        Assert.Equal(BurnedInText.Refuse, policy.BurnedInText);
    }

    [Fact]
    public void Every_key_is_read()
    {
        var policy = PolicyFile.Parse(
            """
            medmim_policy: 1
            dates: full
            retain_uids: true
            retain_device_identity: true
            retain_institution_identity: true
            retain_patient_characteristics: true
            retain_safe_private: true
            safe_private:
              - {creator: SIEMENS MR HEADER, group: "0019", element: 0C, vr: IS}
            clean_descriptors: true
            clean_structured_content: true
            clean_graphics: true
            clean_pixel_data: false
            burned_in_text: accept_derived_slices
            unlisted_text: keep
            """,
            "p.yaml");

        Assert.Equal([new SafePrivateAttribute("SIEMENS MR HEADER", "0019", "0C", "IS")], policy.SafePrivate);
        Assert.Equal(
            new DeidentificationPolicy
            {
                Dates = LongitudinalDates.Full, RetainUids = true, RetainDeviceIdentity = true, RetainInstitutionIdentity = true,
                RetainPatientCharacteristics = true, RetainSafePrivate = true, SafePrivate = policy.SafePrivate, CleanDescriptors = true,
                CleanStructuredContent = true, CleanGraphics = true, BurnedInText = BurnedInText.AcceptDerivedSlices,
                UnlistedText = UnlistedText.Keep,
            },
            policy);
    }

    [Theory]
    [InlineData("medmim_policy: 1\nretain_uid: true\n", "p.yaml:2:1: unknown key 'retain_uid'; nearest valid name 'retain_uids'")]
    [InlineData("medmim_policy: 1\ndates: shifted\n", "p.yaml:2:8: dates: 'shifted' is not known")]
    [InlineData("medmim_policy: 1\nretain_uids: maybe\n", "p.yaml:2:14: retain_uids: 'maybe' is not true or false")]
    [InlineData("medmim_policy: 1\nclean_pixel_data: true\n", "p.yaml:2:19: clean_pixel_data:")]
    [InlineData("medmim_policy: 1\nsafe_private: [{creator: A, group: \"0010\", element: \"0C\", vr: IS}]\n", "p.yaml:2:")]
    [InlineData("medmim_policy: 1\nsafe_private: [{creator: A, group: \"0011\", element: \"0C\", vr: IS}]\n", "private attributes are not retained")]
    [InlineData("dates: full\n", "the key 'medmim_policy' is missing")]
    [InlineData("", "the file is empty")]
    public void What_does_not_hold_is_told_with_its_place(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<InputException>(() => PolicyFile.Parse(text, "p.yaml")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_policy_of_the_repository_holds()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "MedMim.sln")))
        {
            root = root.Parent!;
        }

        Assert.True(PolicyFile.Load(Path.Combine(root.FullName, "protocols", "deidentification.yaml")).CleanDescriptors);
    }

    [Fact]
    public void A_missing_file_is_bad_input() => Assert.Throws<InputException>(() => PolicyFile.Load("no-such-policy.yaml"));
}
