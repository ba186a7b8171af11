using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Probes;

/// <summary>How well a probe of an encoder did.</summary>
/// <param name="Encoder">The encoder's name.</param>
/// <param name="Probe">The probe.</param>
/// <param name="BalancedAccuracy">Mean recall of the classes.</param>
/// <param name="MacroF1">Mean F1 of the classes.</param>
/// <param name="ClassF1">F1 of each class, in the task's order: its Dice over the sampled voxels. Null where it does not occur.</param>
/// <param name="AccuracyGain">Balanced accuracy minus that of random weights, paired by patient; null for these themselves.</param>
/// <param name="F1Gain">Likewise of macro-F1.</param>
/// <param name="PValue">Two-sided Wilcoxon signed-rank p of the gain in accuracy; null where answers are pooled or none differs.</param>
public sealed record ProbeFigure(
    string Encoder, ProbeKind Probe, Interval BalancedAccuracy, Interval MacroF1, IReadOnlyList<Interval?> ClassF1,
    Interval? AccuracyGain, Interval? F1Gain, double? PValue);
