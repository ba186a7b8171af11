using MedMim.Evaluation.Metrics;
using MedMim.Evaluation.Statistics;
using MedMim.Studies.Protocols;

namespace MedMim.Studies.Mapping;

/// <summary>The protocol's evaluation as conventions of metrics and intervals.</summary>
internal static class EvaluationMapping
{
    public static MetricOptions ToMetricOptions(this StudyProtocol protocol) =>
        new() { SurfaceToleranceMm = protocol.Evaluation.NsdToleranceMm };

    public static BootstrapOptions ToBootstrapOptions(this StudyProtocol protocol) => new(protocol.Seed)
    {
        Replicates = protocol.Evaluation.Bootstrap,
        Level = protocol.Evaluation.Confidence,
    };
}
