namespace MedMim.Audit.Records;

/// <summary>How it ended.</summary>
public enum AuditOutcome
{
    /// <summary>Done.</summary>
    Success,

    /// <summary>Failed.</summary>
    Failure,

    /// <summary>Stopped by a person or the system before its end, to be continued.</summary>
    Interrupted,
}
