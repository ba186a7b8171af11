namespace MedMim.Audit.Records;

/// <summary>
/// What kind of event a record tells of, as DICOM PS3.15 A.5 codes it: the coding scheme (<c>DCM</c>), a colon, the code.
/// </summary>
public static class AuditEventId
{
    /// <summary>Application Activity: a step of a study, the opening of the log.</summary>
    public const string ApplicationActivity = "DCM:110100";

    /// <summary>DICOM Instances Accessed: the scans of one patient were read.</summary>
    public const string InstancesAccessed = "DCM:110103";

    /// <summary>Security Alert: a key was rotated, a record of the log was torn.</summary>
    public const string SecurityAlert = "DCM:110113";

    /// <summary>A type of Application Activity: Application Start.</summary>
    public const string ApplicationStart = "DCM:110120";

    /// <summary>A type of Security Alert: Security Configuration.</summary>
    public const string SecurityConfiguration = "DCM:110129";

    /// <summary>A type of Security Alert: Audit Recording Stopped.</summary>
    public const string RecordingStopped = "DCM:110133";

    /// <summary>A participant object's type of identifier: Patient Number.</summary>
    public const string PatientNumber = "RFC-3881:2";

    /// <summary>A participant object's type of identifier: Study Instance UID.</summary>
    public const string StudyInstance = "DCM:110180";
}
