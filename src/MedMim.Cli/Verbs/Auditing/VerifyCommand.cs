using System.CommandLine;
using MedMim.Audit.Verification;
using MedMim.Studies.Running;

namespace MedMim.Cli.Verbs.Auditing;

/// <summary><c>medmim audit verify RUN</c>: whether a run's log and files are what was signed.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var run = AuditOptions.Run();
        var key = AuditOptions.Key();
        var expect = new Option<string?>("--expect")
        {
            Description = "A head of the log noted earlier, as this command and the report print it: shows that the log was not "
                + "cut or replaced by an older state.",
            HelpName = "SIZE:ROOT",
        };
        var command = new Command("verify", "Verifies every record, signature and file of a run. Exit 0: all hold; 1: not.")
        {
            run, key, expect,
        };
        command.SetVerb(async (parsed, context, _) =>
        {
            var verdict = AuditVerifier.Verify(
                parsed.GetRequiredValue(run).FullName,
                AuditOptions.KeyOf(parsed, key),
                parsed.GetValue(expect) is { } text ? AuditOptions.ParseHead(text) : null);
            await PrintAsync(context.Output, verdict);
            return verdict.Ok ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static async Task PrintAsync(TextWriter output, AuditVerdict verdict)
    {
        await output.WriteLineAsync($"{(verdict.Ok ? "OK" : "NOT OK")}: {verdict.Summary}");
        await output.WriteLineAsync($"head: {verdict.Head}");
        await output.WriteLineAsync(AuditOptions.Describe(verdict.KeyFingerprint, verdict.IsKeyTrusted, "run's own folder"));
        foreach (var key in verdict.Keys.Skip(1))
        {
            await output.WriteLineAsync($"      {key.Key.Fingerprint} from record {key.FirstRecord} on");
        }

        foreach (var file in verdict.Artifacts.Changed)
        {
            await output.WriteLineAsync($"changed: {file.Path} (record {file.Sequence})");
        }

        foreach (var file in verdict.Artifacts.Missing)
        {
            await output.WriteLineAsync($"missing: {file.Path} (record {file.Sequence})");
        }

        var unaccounted = verdict.Artifacts.Unaccounted.Where(f => !IsOutside(f)).ToList();
        if (verdict.FirstBad is not null && unaccounted.Count > 0)
        {
            // Their records may be among those that do not hold: a list of all would hide the line that matters.
            await output.WriteLineAsync(FormattableString.Invariant($"unaccounted: {unaccounted.Count} files, in no record that holds"));
            unaccounted.Clear();
        }

        foreach (var file in unaccounted)
        {
            await output.WriteLineAsync($"unaccounted: {file.Path}");
        }

        var outside = verdict.Artifacts.Unaccounted.Count(IsOutside);
        if (outside > 0)
        {
            await output.WriteLineAsync($"outside the log by design: {outside} (times, locks)");
        }
    }

    private static bool IsOutside(ArtifactFinding file) =>
        RunFolder.Unaudited.Contains(Path.GetFileName(file.Path), StringComparer.Ordinal);
}
