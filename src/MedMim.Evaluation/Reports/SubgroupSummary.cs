using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Reports;

/// <summary>The Dice of one label in one arm, over the patients of a group.</summary>
/// <param name="Label">The label value.</param>
/// <param name="Group">What the group is: smallest, middle or largest third by volume.</param>
/// <param name="FromMl">The smallest mean reference volume of its patients, mL.</param>
/// <param name="ToMl">The largest.</param>
/// <param name="Patients">How many patients it has.</param>
/// <param name="Lesions">How many reference lesions they have, in one arm's scans.</param>
/// <param name="Arm">The arm's key.</param>
/// <param name="Mean">Mean over its patients; null where none was tested in the arm, or Dice is undefined.</param>
public sealed record SubgroupSummary(
    byte Label, string Group, double FromMl, double ToMl, int Patients, int Lesions, string Arm, Interval? Mean);
