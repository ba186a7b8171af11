using MedMim.Evaluation.Reports.Html;
using MedMim.Evaluation.Reports.Model;

namespace MedMim.Evaluation.Reports.Checklists;

/// <summary>What a run knows of the items of CLAIM 2024.</summary>
internal static class ClaimAnswers
{
    /// <summary>The answer to an item; null where the run knows nothing.</summary>
    public static string? Of(StudyReport report, int number) => number switch
    {
        4 or 6 => report.Question.Length > 0 ? report.Question : null,
        5 => "Retrospective: the scans were in the archive when the study began.",
        7 => Source(report.Cohort),
        8 => Refused(report.Cohort) + "; see Cohort, Refused.",
        9 => Facts(report.Preparation),
        10 => Selected(report),
        12 => $"A series that is incomplete or cannot be read is refused with its reason; nothing is filled in. {Refused(report.Cohort)}.",
        13 => Facts(report.Cohort.Facts),
        14 => $"Labels of the archive: {string.Join(", ", report.Labels.Select(l => l.Name))}. How they were made is not in the archive.",
        19 => report.Comparison is { } comparison
            ? Facts([.. comparison.Design.Take(2)])
            : "By patient, as the protocol says; the split is recorded in the run’s folder.",
        20 => "Patients: no patient is on both sides of a split.",
        22 => Network(report),
        23 => Facts(report.Circumstances.Software),
        24 => string.Join(" ", report.Arms.Where(a => a.Kind != ArmKind.Baseline && a.Description.Length > 0).Select(a => $"{a.Name}: {a.Description}")),
        25 => "See Methods, as run.",
        26 => "The weights after the last step of training; none was chosen on the test patients.",
        28 => "See Methods, Evaluation.",
        29 => $"{Figures.Percent(report.Bootstrap.Level)} bootstrap intervals over patients; paired differences with Wilcoxon’s test; see Methods, Evaluation.",
        32 => $"{Figures.Count(report.Cohort.TestPatients)} patients of the same archive, held out from training.",
        33 => "None: no scan of another archive was tested.",
        35 => $"{Figures.Count(report.Cohort.Patients)} patients stored, {Figures.Count(report.Cohort.TrainPatients)} for training, "
            + $"{Figures.Count(report.Cohort.TestPatients)} for testing; {Refused(report.Cohort)}.",
        37 or 38 => "See Result and Results in detail, on the test patients.",
        39 => report.Overlays.Count > 0 ? "See Patients, the worst first, and Gallery." : "See Patients, the worst first.",
        40 => "See Limits.",
        42 => $"In full in this file (Audit), digest {report.Protocol.Digest}.",
        _ => null,
    };

    private static string Source(CohortRecord cohort) =>
        $"One archive of {Figures.Count(cohort.FilesFound)} files: {Figures.Count(cohort.SeriesStored)} series of {Figures.Count(cohort.Patients)} patients. "
        + "Which hospital or collection is not in the archive.";

    private static string Refused(CohortRecord cohort) =>
        $"{Figures.Count(cohort.Refusals.Sum(r => r.Series))} series or files were refused, for {Figures.Count(cohort.Refusals.Count)} reasons";

    private static string Selected(StudyReport report) =>
        $"{Figures.Count(report.Cohort.SeriesLabelled)} series with labels for training and testing, {Figures.Count(report.Cohort.PretrainingSeries)} for pretraining.";

    private static string? Network(StudyReport report) => report.Arms.SelectMany(a => a.Options).Concat(report.Comparison?.Finetuning ?? [])
        .FirstOrDefault(o => o.Name == "Network") is { } network ? $"{network.Value}; see Methods, as run." : "See Methods, as run.";

    private static string? Facts(IReadOnlyList<NamedValue> facts) =>
        facts.Count == 0 ? null : string.Join("; ", facts.Select(f => $"{f.Name}: {f.Value}")) + ".";
}
