using MedMim.Evaluation.Metrics;
using MedMim.Evaluation.Reports.Model;
using MedMim.Evaluation.Statistics;
using MedMim.Studies.Protocols;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Mapping;

/// <summary>The protocol's evaluation as conventions of metrics and intervals, and what its report may show.</summary>
internal static class EvaluationMapping
{
    public static MetricOptions ToMetricOptions(this StudyProtocol protocol) => new()
    {
        Convention = protocol.Evaluation.Convention switch
        {
            ConventionName.DeepMind => MetricConvention.DeepMind,
            ConventionName.Monai => MetricConvention.Monai,
            _ => MetricConvention.MetricsReloaded,
        },
        SurfaceToleranceMm = protocol.Evaluation.NsdToleranceMm,
        LesionMatching = protocol.Evaluation.LesionMatching switch
        {
            LesionMatchingName.Iou => LesionMatching.Iou,
            LesionMatchingName.BratsGlioma => LesionMatching.BratsGlioma,
            LesionMatchingName.BratsMeningioma => LesionMatching.BratsMeningioma,
            LesionMatchingName.BratsMetastasis => LesionMatching.BratsMetastasis,
            _ => LesionMatching.AnyOverlap,
        },
        LesionIou = protocol.Evaluation.LesionIou,
    };

    public static ScanDisplay ToScanDisplay(this StudyProtocol protocol) => protocol.Report.Scans switch
    {
        ScanDisplayName.Viewer => ScanDisplay.Viewer,
        ScanDisplayName.Pictures => ScanDisplay.Pictures,
        _ => ScanDisplay.None,
    };

    public static BootstrapOptions ToBootstrapOptions(this StudyProtocol protocol) => new(protocol.Seed)
    {
        Replicates = protocol.Evaluation.Bootstrap,
        Level = protocol.Evaluation.Confidence,
        Widen = protocol.Evaluation.Widen,
    };
}
