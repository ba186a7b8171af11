using System.CommandLine;
using MedMim.Audit.Proofs;

namespace MedMim.Cli.Verbs.Auditing;

/// <summary><c>medmim audit check PROOF</c>: whether a proof holds, without the log.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var proof = new Argument<FileInfo>("PROOF") { Description = "The file that medmim audit prove wrote." };
        var key = AuditOptions.Key();
        key.Description = "A public key (PEM) of the log, known from elsewhere. Without it, the one in the proof is used.";
        var command = new Command("check", "Checks a proof without the log. Exit 0: it holds; 1: not.") { proof, key };
        command.SetVerb(async (parsed, context, _) =>
        {
            var verdict = ProofCheck.Run(parsed.GetRequiredValue(proof).FullName, AuditOptions.KeyOf(parsed, key));
            await context.Output.WriteLineAsync($"{(verdict.Ok ? "OK" : "NOT OK")}: {verdict.Summary}");
            if (verdict.Ok)
            {
                await context.Output.WriteLineAsync($"head: {verdict.Head}");
                await context.Output.WriteLineAsync(AuditOptions.Describe(verdict.KeyFingerprint, verdict.IsKeyTrusted, "proof itself"));
                foreach (var line in verdict.Record is { } record ? RecordText.Lines(record) : [])
                {
                    await context.Output.WriteLineAsync(line);
                }
            }

            return verdict.Ok ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }
}
