using System.CommandLine;
using System.Globalization;
using MedMim.Audit.Records;
using MedMim.Audit.Verification;

namespace MedMim.Cli.Verbs.Auditing;

/// <summary><c>medmim audit show RUN</c>: the records of a run's log, verified, as a table or as they are.</summary>
internal static class ShowCommand
{
    // The widest line is 80 columns.
    private const int StepWidth = 33;

    public static Command Create()
    {
        var run = AuditOptions.Run();
        var entry = new Argument<int?>("ENTRY")
        {
            Description = "The number of a record, to show all of it.", Arity = ArgumentArity.ZeroOrOne,
        };
        var action = new Option<AuditAction?>("--action") { Description = "Only records of this action.", HelpName = "ACTION" };
        var outcome = new Option<AuditOutcome?>("--outcome") { Description = "Only records of this outcome.", HelpName = "OUTCOME" };
        var step = new Option<string?>("--step") { Description = "Only records whose step begins so.", HelpName = "STEP" };
        var json = new Option<bool>("--json") { Description = "The records as they were signed, one JSON object a line." };
        var key = AuditOptions.Key();
        var command = new Command("show", "Shows the records of a run's log. Exit 1 where the log does not hold, after those that do.")
        {
            run, entry, action, outcome, step, json, key,
        };
        command.SetVerb(async (parsed, context, _) =>
        {
            var log = AuditVerifier.ReadLog(parsed.GetRequiredValue(run).FullName, AuditOptions.KeyOf(parsed, key));
            var chosen = log.Records
                .Where(r => parsed.GetValue(entry) is not { } number || r.Sequence == number)
                .Where(r => parsed.GetValue(action) is not { } wanted || r.Entry.Action == wanted)
                .Where(r => parsed.GetValue(outcome) is not { } wanted || r.Entry.Outcome == wanted)
                .Where(r => r.Entry.Step.StartsWith(parsed.GetValue(step) ?? string.Empty, StringComparison.Ordinal))
                .ToList();
            var lines = parsed.GetValue(json) ? chosen.Select(r => log.LineOf((int)r.Sequence))
                : parsed.GetValue(entry) is null ? Table(chosen)
                : chosen.SelectMany(RecordText.Lines);
            foreach (var line in lines)
            {
                await context.Output.WriteLineAsync(line);
            }

            if (log.FirstBad is { } bad)
            {
                await Console.Error.WriteLineAsync($"NOT OK: {bad}");
                return ExitCode.Failed;
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static IEnumerable<string> Table(IEnumerable<AuditRecord> records)
    {
        yield return $"{"#",6}  {"UTC",-19}  {"ACTION",-7}  {"OUTCOME",-11}  STEP";
        foreach (var record in records)
        {
            var time = record.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            var name = record.Entry.Details.TryGetValue("event", out var own) ? own : record.Entry.Step;
            name = name.Length <= StepWidth ? name : name[..(StepWidth - 1)] + "…";
            var (act, end) = (record.Entry.Action.ToString().ToLowerInvariant(), record.Entry.Outcome.ToString().ToLowerInvariant());
            yield return $"{record.Sequence,6}  {time}  {act,-7}  {end,-11}  {name}";
        }
    }
}
