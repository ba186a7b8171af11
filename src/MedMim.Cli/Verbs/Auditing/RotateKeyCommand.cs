using System.CommandLine;
using MedMim.Audit.Keys;

namespace MedMim.Cli.Verbs.Auditing;

/// <summary><c>medmim audit rotate-key RUN…</c>: hands the logs of runs over to a new key.</summary>
internal static class RotateKeyCommand
{
    public static Command Create()
    {
        var runs = new Argument<DirectoryInfo[]>("RUN") { Description = "Folders of runs.", Arity = ArgumentArity.OneOrMore };
        var from = new Option<FileInfo?>("--from")
        {
            Description = "The private key that signs the logs now. Default: the key in use (MEDMIM_AUDIT_KEY), which is then "
                + "replaced by a new one and kept beside it.",
            HelpName = "FILE",
        };
        var to = new Option<FileInfo?>("--to")
        {
            Description = "The private key that signs from now on; made if there is none. Default: with --from, the key in use.",
            HelpName = "FILE",
        };
        var command = new Command(
            "rotate-key", "Hands logs over to a new key: the old key signs a record that names it. Old public keys stay in audit/.")
        {
            runs, from, to,
        };
        command.SetVerb(async (parsed, context, _) =>
        {
            var folders = parsed.GetRequiredValue(runs).Select(r => r.FullName).ToList();
            var (old, next) = (parsed.GetValue(from)?.FullName, parsed.GetValue(to)?.FullName);
            if (old is null && next is null)
            {
                using var replacement = KeyReplacement.Begin(AuditKey.DefaultPath());
                await RotateAsync(folders, replacement.Old, replacement.New, context.Summary);
                await context.Summary.WriteLineAsync($"the old key is kept as {replacement.Finish()}, for logs that it still signs");
            }
            else
            {
                using var signing = AuditKey.Load(old ?? AuditKey.DefaultPath());
                using var coming = AuditKey.LoadOrCreate(next);
                await RotateAsync(folders, signing, coming, context.Summary);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static async Task RotateAsync(IEnumerable<string> runs, AuditKey from, AuditKey to, TextWriter output)
    {
        foreach (var run in runs)
        {
            var isNew = KeyRotation.Rotate(run, from, to);
            await output.WriteLineAsync($"{run}: {(isNew ? "handed over" : "was handed over before")}");
        }

        await output.WriteLineAsync($"old key: {from.PublicKey.Fingerprint}");
        await output.WriteLineAsync($"new key: {to.PublicKey.Fingerprint}: give its public half (audit/keys) to whoever verifies");
    }
}
