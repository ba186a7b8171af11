using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Reports;

/// <summary>One metric of one label in one arm, over patients.</summary>
/// <param name="Arm">The arm's key.</param>
/// <param name="Label">The label value; null for the mean over labels.</param>
/// <param name="Metric">The metric's key.</param>
/// <param name="Mean">Mean over patients with its interval; null where it is defined in no patient.</param>
/// <param name="Undefined">Rows in which the metric is undefined and so left out.</param>
public sealed record ArmSummary(string Arm, byte? Label, string Metric, Interval? Mean, int Undefined);
