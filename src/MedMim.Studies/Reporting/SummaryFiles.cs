using MedMim.Evaluation.Metrics;
using MedMim.Evaluation.Summaries;
using MedMim.Studies.Running;

namespace MedMim.Studies.Reporting;

/// <summary>nnU-Net's <c>summary.json</c> of every arm, <c>summary/ARM/summary.json</c>, and of every cell of a comparison.</summary>
internal static class SummaryFiles
{
    /// <summary>Writes them; none of an arm that was measured before voxels were counted.</summary>
    /// <param name="run">The run; files are named relative to its folder.</param>
    /// <param name="cases">The measurements of all arms and cells.</param>
    public static void Write(RunFolder run, IEnumerable<CaseMetrics> cases)
    {
        if (Directory.Exists(run.Summaries))
        {
            Directory.Delete(run.Summaries, recursive: true);
        }

        Directory.CreateDirectory(run.Summaries);
        foreach (var arm in cases.GroupBy(Key, StringComparer.Ordinal).Where(g => g.All(c => c.Labels.All(l => l.Voxels is not null))))
        {
            SummaryFile.Write(
                Path.Combine(run.Summaries, arm.Key, SummaryFile.Name),
                [.. arm.Select(c => new SummaryCase(Path.Combine("store", "volumes", c.CaseId + ".label.npy"), Prediction(run, arm.Key, c.CaseId), c.Labels))]);
        }
    }

    private static string Key(CaseMetrics c) =>
        c.Cell is { } cell ? FormattableString.Invariant($"{c.Arm}/{cell.Labelled}/seed-{cell.Seed}-fold-{cell.Fold}") : c.Arm;

    private static string? Prediction(RunFolder run, string key, string id) =>
        File.Exists(run.Prediction(key, id)) ? Path.GetRelativePath(run.Path, run.Prediction(key, id)) : null;
}
