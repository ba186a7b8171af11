namespace MedMim.Imaging.Deidentification.Profile;

/// <summary>The options of DICOM PS3.15 E.3, in the order of the table's columns.</summary>
internal enum ProfileOption
{
    RetainSafePrivate = 0,
    RetainUids,
    RetainDeviceIdentity,
    RetainInstitutionIdentity,
    RetainPatientCharacteristics,
    RetainFullDates,
    RetainModifiedDates,
    CleanDescriptors,
    CleanStructuredContent,
    CleanGraphics,
}
