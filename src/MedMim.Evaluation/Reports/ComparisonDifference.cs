using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Reports;

/// <summary>An arm against a reference arm at one number of labelled patients, by Dice.</summary>
/// <param name="Arm">The arm's key.</param>
/// <param name="Reference">The reference's key.</param>
/// <param name="Labelled">The number's key.</param>
/// <param name="Paired">Arm minus reference, paired by patient; null where no patient has both.</param>
/// <param name="AdjustedP">Wilcoxon's p, corrected for all differences of the comparison (Holm); null where there is none.</param>
public sealed record ComparisonDifference(string Arm, string Reference, string Labelled, PairedComparison? Paired, double? AdjustedP);
