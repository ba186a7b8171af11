using System.CommandLine;
using MedMim.Audit.Proofs;
using MedMim.Audit.Verification;
using MedMim.Foundation.Failures;

namespace MedMim.Cli.Verbs.Auditing;

/// <summary><c>medmim audit prove RUN ENTRY</c>: a proof that can be handed on without the log.</summary>
internal static class ProveCommand
{
    public static Command Create()
    {
        var run = AuditOptions.Run();
        var entry = new Argument<long?>("ENTRY")
        {
            Description = "The number of the record that is to be proved to be in the log.", Arity = ArgumentArity.ZeroOrOne,
        };
        var since = new Option<long?>("--since")
        {
            Description = "Instead of a record: prove that the log still begins with the records that it had at this size.",
            HelpName = "SIZE",
        };
        var command = new Command(
            "prove", "Writes a proof as JSON: that a record is in the log, or that the log only grew. medmim audit check reads it.")
        {
            run, entry, since,
        };
        command.SetVerb(async (parsed, context, _) =>
        {
            var log = AuditVerifier.ReadLog(parsed.GetRequiredValue(run).FullName);
            await context.Output.WriteAsync((parsed.GetValue(entry), parsed.GetValue(since)) switch
            {
                ({ } number, null) => AuditProver.Inclusion(log, number),
                (null, { } size) => AuditProver.Consistency(log, size),
                _ => throw new InputException("ENTRY", "is missing, or stands beside --since", "Name a record, or --since SIZE."),
            });
            return ExitCode.Done;
        });
        return command;
    }
}
