namespace MedMim.Studies;

/// <summary>Where a finished study left its results.</summary>
/// <param name="RunFolder">The run's folder.</param>
/// <param name="Report">The report to open.</param>
/// <param name="AuditHead">The audit log's size and root, to keep outside the run's folder.</param>
public sealed record StudyOutcome(string RunFolder, string Report, string AuditHead);
