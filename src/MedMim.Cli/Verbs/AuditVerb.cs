using System.CommandLine;
using MedMim.Audit.Checkpoints;
using MedMim.Audit.Keys;
using MedMim.Audit.Verification;
using MedMim.Foundation.Failures;
using MedMim.Studies.Running;

namespace MedMim.Cli.Verbs;

/// <summary><c>medmim audit verify RUN</c>: whether a run's log and files are what was signed.</summary>
internal static class AuditVerb
{
    public static Command Create() => new("audit", "Checks the audit log of a run.") { CreateVerify() };

    private static Command CreateVerify()
    {
        var run = new Argument<DirectoryInfo>("RUN") { Description = "The run's folder." };
        var key = new Option<FileInfo?>("--key")
        {
            Description = "The public key (PEM) that the log must be signed with. Without it, the one in the run's folder is "
                + "used, which shows that the log is whole but not whose it is.",
            HelpName = "FILE",
        };
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
                parsed.GetValue(key) is { } file ? AuditPublicKey.Load(file.FullName) : null,
                parsed.GetValue(expect) is { } text ? ParseHead(text) : null);
            await PrintAsync(context.Output, verdict);
            return verdict.Ok ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static TreeHead ParseHead(string text)
    {
        try
        {
            return TreeHead.Parse(text);
        }
        catch (FormatException e)
        {
            throw new InputException("--expect", $"is {e.Message}", "Copy it from the report or from an earlier verify.", e);
        }
    }

    private static async Task PrintAsync(TextWriter output, AuditVerdict verdict)
    {
        await output.WriteLineAsync($"{(verdict.Ok ? "OK" : "NOT OK")}: {verdict.Summary}");
        await output.WriteLineAsync($"head: {verdict.Head}");
        await output.WriteLineAsync(
            $"key:  {verdict.KeyFingerprint} ({(verdict.IsKeyTrusted ? "as given" : "from the run's own folder: compare it with the owner's")})");
        foreach (var file in verdict.Artifacts.Changed)
        {
            await output.WriteLineAsync($"changed: {file.Path} (record {file.Sequence})");
        }

        foreach (var file in verdict.Artifacts.Missing)
        {
            await output.WriteLineAsync($"missing: {file.Path} (record {file.Sequence})");
        }

        // Wall-clock times and the lock are outside the log by design.
        foreach (var file in verdict.Artifacts.Unaccounted.Where(f => !RunFolder.Unaudited.Contains(Path.GetFileName(f.Path), StringComparer.Ordinal)))
        {
            await output.WriteLineAsync($"unaccounted: {file.Path}");
        }
    }
}
