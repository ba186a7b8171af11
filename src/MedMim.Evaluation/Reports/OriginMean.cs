using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Reports;

/// <summary>An arm's mean Dice in a group of patients.</summary>
/// <param name="Arm">The arm's key.</param>
/// <param name="Mean">The mean with its interval; null where Dice is undefined, or the arm has no such patient.</param>
public sealed record OriginMean(string Arm, Interval? Mean);
