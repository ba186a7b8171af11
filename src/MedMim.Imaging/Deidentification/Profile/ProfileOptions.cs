namespace MedMim.Imaging.Deidentification.Profile;

/// <summary>The options of a policy, and the codes that name them in a file (DICOM PS3.16, CID 7050).</summary>
internal static class ProfileOptions
{
    private static readonly (string Code, string Meaning)[] Codes =
    [
        ("113111", "Retain Safe Private Option"),
        ("113110", "Retain UIDs Option"),
        ("113109", "Retain Device Identity Option"),
        ("113112", "Retain Institution Identity Option"),
        ("113108", "Retain Patient Characteristics Option"),
        ("113106", "Retain Longitudinal Temporal Information Full Dates Option"),
        ("113107", "Retain Longitudinal Temporal Information Modified Dates Option"),
        ("113105", "Clean Descriptors Option"),
        ("113104", "Clean Structured Content Option"),
        ("113103", "Clean Graphics Option"),
    ];

    public static IReadOnlySet<ProfileOption> Of(DeidentificationPolicy policy)
    {
        (ProfileOption Option, bool IsOn)[] all =
        [
            (ProfileOption.RetainSafePrivate, policy.RetainSafePrivate),
            (ProfileOption.RetainUids, policy.RetainUids),
            (ProfileOption.RetainDeviceIdentity, policy.RetainDeviceIdentity),
            (ProfileOption.RetainInstitutionIdentity, policy.RetainInstitutionIdentity),
            (ProfileOption.RetainPatientCharacteristics, policy.RetainPatientCharacteristics),
            (ProfileOption.RetainFullDates, policy.Dates == LongitudinalDates.Full),
            (ProfileOption.RetainModifiedDates, policy.Dates == LongitudinalDates.Modified),
            (ProfileOption.CleanDescriptors, policy.CleanDescriptors),
            (ProfileOption.CleanStructuredContent, policy.CleanStructuredContent),
            (ProfileOption.CleanGraphics, policy.CleanGraphics),
        ];
        return all.Where(o => o.IsOn).Select(o => o.Option).ToHashSet();
    }

    /// <summary>The Basic Profile's code and those of the options, with their meanings.</summary>
    public static IEnumerable<(string Code, string Meaning)> CodesOf(IReadOnlySet<ProfileOption> options) =>
        options.Order().Select(o => Codes[(int)o]).Prepend(("113100", "Basic Application Confidentiality Profile"));
}
