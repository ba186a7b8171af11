using MedMim.Evaluation.Statistics;

namespace MedMim.Evaluation.Reports;

/// <summary>The Dice of one label over the patients whose scans have something in common.</summary>
/// <param name="Label">The label value.</param>
/// <param name="By">What they have in common: <c>modality</c>, <c>manufacturer</c>, <c>scanner</c> or <c>site</c>.</param>
/// <param name="Group">Which one, such as <c>MR</c>.</param>
/// <param name="Patients">How many patients have such a scan. One with scans of several groups counts in each.</param>
/// <param name="Scans">How many scans they have in it.</param>
/// <param name="IsTooSmall">Whether it has fewer patients than <see cref="OriginSubgroups.FewestPatients"/>, so that nothing is averaged.</param>
/// <param name="Arms">A mean an arm; empty where the group is too small.</param>
/// <param name="Difference">
/// Pretrained minus scratch, paired by patient, with its interval; null without both arms, or where the group is too small. There
/// is no test: groups are many, and a study is not planned for them.
/// </param>
public sealed record OriginSubgroup(
    byte Label, string By, string Group, int Patients, int Scans, bool IsTooSmall, IReadOnlyList<OriginMean> Arms, Interval? Difference);
