using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.Evaluation.Reports.Checklists;
using MedMim.Evaluation.Reports.Model;
using MedMim.Foundation.Files;

namespace MedMim.Evaluation.Reports.Output;

/// <summary>
/// <c>report.json</c>: <c>study</c> (the report's model without its circumstances), <c>statistics</c>,
/// <c>studyDigest</c> (SHA-256 of the compact JSON of <c>{"study", "statistics"}</c>), <c>circumstances</c>, and the <c>checklist</c> of CLAIM 2024.
/// Properties keep their order, so equal studies give equal bytes; pictures are given as digest and length.
/// </summary>
internal static class ReportJson
{
    /// <summary>The version of the layout.</summary>
    public const int Version = 1;

    private static readonly JsonSerializerOptions Compact = Options(indented: false);
    private static readonly JsonSerializerOptions Indented = Options(indented: true);

    /// <summary>The digest over everything that must not change when the study is run again.</summary>
    public static string Digest(StudyReport report, StudyStatistics statistics, ComparisonStatistics? comparison) =>
        ContentDigest.OfText(JsonSerializer.Serialize(Reproducible.Of(report, statistics, comparison), Compact));

    /// <summary>The file's text.</summary>
    public static string Render(StudyReport report, StudyStatistics statistics, ComparisonStatistics? comparison, string digest)
    {
        var part = Reproducible.Of(report, statistics, comparison);
        return JsonSerializer.Serialize(
            new Document("medmim-report", Version, part.Study, part.Statistics, digest, report.Circumstances, ClaimChecklist.Of(report)), Indented) + "\n";
    }

    private static JsonSerializerOptions Options(bool indented) => new(JsonSerializerDefaults.Web)
    {
        WriteIndented = indented,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.Default,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new PictureConverter() },
    };

    private sealed record Document(
        string Format, int Version, StudyPart Study, StatisticsPart Statistics, string StudyDigest,
        RunCircumstances Circumstances, IReadOnlyList<ChecklistItem> Checklist);

    private sealed record Reproducible(StudyPart Study, StatisticsPart Statistics)
    {
        public static Reproducible Of(StudyReport r, StudyStatistics s, ComparisonStatistics? c) => new(
            new(
                r.Name, r.Question, r.Protocol, r.Cohort, r.Preparation, r.Pretraining, r.Arms, r.Labels, r.Conventions,
                r.Bootstrap, r.Cases, r.Overlays, r.Limits, r.Comparison, r.Detection, r.Calibration, r.Origins, r.Scans),
            new(s.Summaries, s.Comparisons, s.Subgroups, s.Origins, c));
    }

    private sealed record StudyPart(
        string Name, string Question, ProtocolRecord Protocol, CohortRecord Cohort, IReadOnlyList<NamedValue> Preparation,
        PretrainingRecord? Pretraining, IReadOnlyList<ArmRecord> Arms, IReadOnlyList<LabelName> Labels,
        Metrics.MetricOptions Conventions, Statistics.BootstrapOptions Bootstrap,
        IReadOnlyList<Metrics.CaseMetrics> Cases, IReadOnlyList<OverlayRecord> Overlays, IReadOnlyList<string> Limits,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ComparisonRecord? Comparison,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DetectionRecord? Detection,
        IReadOnlyList<Calibration.CalibrationFigures> Calibration, IReadOnlyList<CaseOrigin> Origins,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] ScanDisplay Scans);

    private sealed record StatisticsPart(
        IReadOnlyList<ArmSummary> Summaries, IReadOnlyList<ArmComparison> Comparisons, IReadOnlyList<SubgroupSummary> Subgroups,
        IReadOnlyList<OriginSubgroup> Origins,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ComparisonStatistics? Comparison);
}
