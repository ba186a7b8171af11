namespace MedMim.Audit.Records;

/// <summary>What was done, as DICOM PS3.15 A.5 and IHE ATNA code it (EventActionCode C, R, U, D, E).</summary>
public enum AuditAction
{
    /// <summary>Something was made.</summary>
    Create,

    /// <summary>Something was read.</summary>
    Read,

    /// <summary>Something was changed.</summary>
    Update,

    /// <summary>Something was deleted.</summary>
    Delete,

    /// <summary>A program was run.</summary>
    Execute,
}
