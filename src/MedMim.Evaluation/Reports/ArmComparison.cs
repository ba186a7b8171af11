using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Reports;

/// <summary>The pretrained arm against its twin from scratch, in one metric of one label.</summary>
/// <param name="First">The pretrained arm's key.</param>
/// <param name="Second">The twin's key.</param>
/// <param name="Label">The label value; null for the mean over labels.</param>
/// <param name="Metric">The metric's key.</param>
/// <param name="Paired">The comparison; null where no patient has both values, or one is infinite.</param>
public sealed record ArmComparison(string First, string Second, byte? Label, string Metric, PairedComparison? Paired);
