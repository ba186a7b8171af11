using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Reports;

/// <summary>The mean Dice of an arm at one number of labelled patients.</summary>
/// <param name="Arm">The arm's key.</param>
/// <param name="Labelled">The number's key.</param>
/// <param name="Mean">Over labels, then seeds within patients, then patients; null where nothing was tested.</param>
/// <param name="Rounds">The mean of each seed and fold by itself.</param>
public sealed record ComparisonPoint(string Arm, string Labelled, Interval? Mean, IReadOnlyList<RoundMean> Rounds);
