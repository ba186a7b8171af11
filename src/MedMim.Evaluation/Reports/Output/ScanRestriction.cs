using MedMim.Evaluation.Reports.Model;

namespace MedMim.Evaluation.Reports.Output;

/// <summary>Takes out of a report what its <see cref="StudyReport.Scans"/> does not allow, before anything is written.</summary>
internal static class ScanRestriction
{
    public static StudyReport Of(StudyReport report) => report.Scans switch
    {
        ScanDisplay.Viewer => report,
        ScanDisplay.Pictures => report with { Overlays = [.. report.Overlays.Select(o => o with { Viewer = null })] },
        _ => report with { Overlays = [], Pretraining = report.Pretraining is { } p ? p with { Montage = default } : null },
    };
}
