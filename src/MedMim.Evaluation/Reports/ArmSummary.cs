using System.Text.Json.Serialization;
using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Reports;

/// <summary>One metric of one label in one arm, over patients.</summary>
/// <param name="Arm">The arm's key.</param>
/// <param name="Label">The label value; null for the mean over labels.</param>
/// <param name="Metric">The metric's key.</param>
/// <param name="Mean">Mean over patients with its interval; null where it is defined in no patient, or infinite in one.</param>
/// <param name="Undefined">Rows in which the metric is undefined and so left out.</param>
public sealed record ArmSummary(string Arm, byte? Label, string Metric, Interval? Mean, int Undefined)
{
    /// <summary>Rows in which the metric is infinite by its convention; where there are any there is no mean.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Infinite { get; init; }
}
