using System.Text.Json;
using MedMim.Evaluation.Reports.Model;
using MedMim.Studies.Running;
using MedMim.Studies.Steps;

namespace MedMim.Studies.Reporting;

/// <summary>Times, machine and audit log, from the log's own records.</summary>
internal static class CircumstanceRecords
{
    public static RunCircumstances Of(RunFolder run, ReportCircumstances circumstances)
    {
        var records = circumstances.Log.Records;
        var head = circumstances.Log.Head;
        return new RunCircumstances
        {
            RunId = Path.GetFileName(run.Path),
            Started = records[0].Time,
            Finished = circumstances.Time.GetUtcNow(),
            Command = circumstances.Command,
            Software = Values(circumstances.Machine.Versions),
            Hardware = Values(circumstances.Machine.Environment),
            Timings = Timings(run),
            Audit = new AuditRecord(
                Convert.ToHexStringLower(head.Root), head.Size, circumstances.Key.Fingerprint,
                $"medmim audit verify {Path.GetFileName(run.Path)} --expect {head}"),
        };
    }

    private static List<NamedValue> Values(IReadOnlyDictionary<string, string> words) =>
        [.. words.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => new NamedValue(w.Key, w.Value))];

    /// <summary>The last time of each stage: a step that was done again counts as it was done last.</summary>
    private static List<TimingRecord> Timings(RunFolder run)
    {
        var stages = new OrderedDictionary<string, TimingRecord>(StringComparer.Ordinal);
        foreach (var line in File.Exists(run.Timings) ? File.ReadLines(run.Timings) : [])
        {
            using var json = JsonDocument.Parse(line);
            var stage = json.RootElement.GetProperty("step").GetString()!;
            stages[stage] = new TimingRecord(
                stage,
                json.RootElement.GetProperty("seconds").GetDouble(),
                (long)(json.RootElement.GetProperty("peak_mib").GetDouble() * (1 << 20)));
        }

        return [.. stages.Values];
    }
}
