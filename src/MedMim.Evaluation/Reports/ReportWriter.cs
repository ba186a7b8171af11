using MedMim.Evaluation.Reports.Model;
using MedMim.Evaluation.Reports.Output;
using MedMim.Foundation.Files;
using Parquet.Serialization;

namespace MedMim.Evaluation.Reports;

/// <summary>Writes a study's report.</summary>
public static class ReportWriter
{
    /// <summary>The page's file name.</summary>
    public const string HtmlName = "report.html";

    /// <summary>The model's file name.</summary>
    public const string JsonName = "report.json";

    /// <summary>The table's file name.</summary>
    public const string TableName = "metrics.parquet";

    /// <summary>
    /// Writes <c>report.html</c>, <c>report.json</c> and <c>metrics.parquet</c> into <paramref name="folder"/>, each
    /// whole or not at all. Equal reports give equal bytes.
    /// </summary>
    /// <returns>The study digest, <c>sha256:…</c>: equal for studies that differ in their circumstances only.</returns>
    /// <exception cref="ArgumentException">The report has no arm, or a case of an arm or label it does not name.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static string Write(StudyReport report, string folder)
    {
        Check(report);
        report = ScanRestriction.Of(report);
        var statistics = new StudyStatistics(report);
        var comparison = report.Comparison is null ? null : new ComparisonStatistics(report);
        var digest = ReportJson.Digest(report, statistics, comparison);
        var html = HtmlReport.Render(report, statistics, comparison, digest);
        using var table = new MemoryStream();
        ParquetSerializer.SerializeAsync((report.Comparison?.Cases ?? report.Cases).SelectMany(MetricRow.From).ToArray(), table).GetAwaiter().GetResult();
        AtomicFile.WriteBytes(Path.Combine(folder, TableName), table.ToArray());
        AtomicFile.WriteText(Path.Combine(folder, JsonName), ReportJson.Render(report, statistics, comparison, digest));
        AtomicFile.WriteText(Path.Combine(folder, HtmlName), html);
        return digest;
    }

    private static void Check(StudyReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var arms = report.Arms.Select(a => a.Key).ToHashSet(StringComparer.Ordinal);
        var labels = report.Labels.Select(l => l.Value).ToHashSet();
        if (arms.Count == 0 || arms.Count != report.Arms.Count)
        {
            throw new ArgumentException("A report needs arms with keys of their own.", nameof(report));
        }

        if (report.Cases.FirstOrDefault(c => !arms.Contains(c.Arm) || c.Labels.Any(l => !labels.Contains(l.Label))) is { } odd)
        {
            throw new ArgumentException($"Case {odd.CaseId} has an arm or label that the report does not name.", nameof(report));
        }
    }
}
