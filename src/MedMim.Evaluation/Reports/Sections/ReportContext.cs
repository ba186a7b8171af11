using MedMim.Evaluation.Reports.Html;
using MedMim.Evaluation.Reports.Model;

namespace MedMim.Evaluation.Reports.Sections;

/// <summary>What every section writes from and into.</summary>
/// <param name="Html">The page.</param>
/// <param name="Report">The study.</param>
/// <param name="Statistics">Its statistics.</param>
internal sealed record ReportContext(HtmlWriter Html, StudyReport Report, StudyStatistics Statistics)
{
    /// <summary>The name of a label value.</summary>
    public string LabelName(byte value) =>
        Report.Labels.FirstOrDefault(l => l.Value == value)?.Name ?? $"label {value}";

    /// <summary>The name of an arm.</summary>
    public string ArmName(string key) => Report.Arms.FirstOrDefault(a => a.Key == key)?.Name ?? key;
}
