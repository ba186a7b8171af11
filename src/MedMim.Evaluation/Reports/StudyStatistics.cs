using MedMim.Evaluation.Metrics;
using MedMim.Evaluation.Reports.Model;
using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Reports;

/// <summary>Every mean, interval and comparison of a report, computed once and shown in all its files.</summary>
public sealed class StudyStatistics
{
    private readonly StudyReport report;

    /// <summary>Computes the statistics of a study.</summary>
    public StudyStatistics(StudyReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        this.report = report;
        Pretrained = report.Arms.FirstOrDefault(a => a.Kind == ArmKind.Pretrained);
        Scratch = report.Arms.FirstOrDefault(a => a.Kind == ArmKind.Scratch);
        byte?[] labels = [.. report.Labels.Select(l => (byte?)l.Value)];
        Summaries =
        [
            .. report.Arms.Select(arm => Summarise(arm.Key, null, MetricDefinition.Dice)),
            .. from label in labels
            from arm in report.Arms
            from metric in MetricDefinition.All
            select Summarise(arm.Key, label, metric),
        ];
        Subgroups = SizeSubgroups.Of(report);
        Origins = OriginSubgroups.Of(report, Pretrained, report.Comparison is null ? Scratch : null);
        Comparisons = Pretrained is null || Scratch is null || report.Comparison is not null ? [] :
        [
            Compare(null, MetricDefinition.Dice),
            .. from label in labels from metric in MetricDefinition.All select Compare(label, metric),
        ];
    }

    /// <summary>The pretrained arm, if there is one.</summary>
    public ArmRecord? Pretrained { get; }

    /// <summary>Its twin from scratch, if there is one.</summary>
    public ArmRecord? Scratch { get; }

    /// <summary>Means with intervals: first Dice over all labels by arm, then by label, arm and metric.</summary>
    public IReadOnlyList<ArmSummary> Summaries { get; }

    /// <summary>Paired differences: first Dice over all labels, then by label and metric. None where several arms are compared (<see cref="ComparisonStatistics"/>).</summary>
    public IReadOnlyList<ArmComparison> Comparisons { get; }

    /// <summary>Dice by the size of the reference: by label, then third of the patients, then arm. Empty where they are few.</summary>
    public IReadOnlyList<SubgroupSummary> Subgroups { get; }

    /// <summary>Dice by modality, the scanner's maker and model, and site. Empty where all scans are alike.</summary>
    public IReadOnlyList<OriginSubgroup> Origins { get; }

    /// <summary>The headline: mean Dice over labels and patients of an arm.</summary>
    public Interval? Headline(string arm) => Summaries.First(s => s.Label is null && s.Arm == arm).Mean;

    /// <summary>The headline's paired difference; null without both arms or a common patient.</summary>
    public PairedComparison? HeadlineDifference => Comparisons.Count == 0 ? null : Comparisons[0].Paired;

    /// <summary>One metric by patient.</summary>
    /// <param name="arm">The arm's key.</param>
    /// <param name="label">The label value; null for the mean over labels.</param>
    /// <param name="metric">The metric.</param>
    public IReadOnlyList<PatientMetric> ByPatient(string arm, byte? label, MetricDefinition metric) =>
        PatientMetric.Of(Values(arm, label, metric));

    private IEnumerable<(string Patient, double? Value)> Values(string arm, byte? label, MetricDefinition metric) =>
        report.Cases.Where(c => c.Arm == arm).Select(c =>
            (c.Patient, c.Labels.Where(l => label is null || l.Label == label).Average(metric.Value)));

    private ArmSummary Summarise(string arm, byte? label, MetricDefinition metric)
    {
        var patients = ByPatient(arm, label, metric);
        var mean = patients.Count == 0 || patients.Any(p => !double.IsFinite(p.Value))
            ? null
            : PatientBootstrap.Mean([.. patients.Select(p => p.Value)], report.Bootstrap);
        return new(arm, label, metric.Key, mean, Values(arm, label, metric).Count(v => v.Value is null))
        {
            Infinite = Values(arm, label, metric).Count(v => v.Value is { } value && double.IsInfinity(value)),
        };
    }

    private ArmComparison Compare(byte? label, MetricDefinition metric)
    {
        var (first, second) = (ByPatient(Pretrained!.Key, label, metric), ByPatient(Scratch!.Key, label, metric));
        var isFinite = first.Concat(second).All(p => double.IsFinite(p.Value));
        return new(Pretrained.Key, Scratch.Key, label, metric.Key, isFinite ? PairedComparison.Of(first, second, report.Bootstrap) : null);
    }
}
