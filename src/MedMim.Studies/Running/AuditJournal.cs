using MedMim.Audit.Log;
using MedMim.Audit.Records;

namespace MedMim.Studies.Running;

/// <summary>Records steps in the run's audit log.</summary>
/// <param name="log">The log, open for writing.</param>
/// <param name="command">The verb and the protocol's name, without paths: they may name patients.</param>
/// <param name="protocolDigest">The protocol's digest.</param>
public sealed class AuditJournal(AuditLog log, string command, string protocolDigest) : IStepJournal
{
    /// <inheritdoc/>
    public void Record(
        string step,
        StepOutcome outcome,
        IReadOnlyDictionary<string, string> inputs,
        IReadOnlyDictionary<string, string> outputs) =>
        log.Append(new AuditEntry
        {
            Step = step,
            Action = AuditAction.Execute,
            Outcome = outcome switch
            {
                StepOutcome.Done => AuditOutcome.Success,
                StepOutcome.Interrupted => AuditOutcome.Interrupted,
                _ => AuditOutcome.Failure,
            },
            Command = EntryRules.Shorten(command),
            Protocol = protocolDigest,
            Inputs = inputs,
            Outputs = outputs,
        });
}
