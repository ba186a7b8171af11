namespace MedMim.Studies.Protocols.Sections;

/// <summary>What the report holds of the patients' scans.</summary>
public sealed record ReportSection
{
    /// <summary>Pictures and viewer, pictures alone, or neither.</summary>
    public ScanDisplayName Scans { get; init; } = ScanDisplayName.Viewer;
}
