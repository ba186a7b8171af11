using MedMim.Audit.Log;
using MedMim.Audit.Records;

namespace MedMim.Studies.Running;

/// <summary>Records steps in the run's audit log.</summary>
/// <param name="log">The log, open for writing.</param>
/// <param name="machine">The software and the machine; asked for once there is something to record, because it takes a second.</param>
/// <param name="command">The verb and the protocol's name, without paths: they may name patients.</param>
/// <param name="protocolDigest">The protocol's digest.</param>
public sealed class AuditJournal(AuditLog log, Lazy<Task<AuditContext>> machine, string command, string protocolDigest) : IStepJournal
{
    /// <inheritdoc/>
    public Task PrepareAsync() => machine.Value;

    /// <inheritdoc/>
    public bool IsLast(string step, IReadOnlyDictionary<string, string> inputs, IReadOnlyDictionary<string, string> outputs) =>
        log.Records.LastOrDefault(r => r.Entry.Step == step) is { Entry: { Outcome: AuditOutcome.Success } last }
        && last.Protocol == protocolDigest && Same(last.Inputs, inputs) && Same(last.Outputs, outputs);

    /// <inheritdoc/>
    public async Task RecordAsync(
        string step,
        StepOutcome outcome,
        IReadOnlyDictionary<string, string> inputs,
        IReadOnlyDictionary<string, string> outputs)
    {
        var entry = new AuditEntry
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
        };
        log.Append(entry, await machine.Value);
    }

    private static bool Same(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(p => other.TryGetValue(p.Key, out var value) && value == p.Value);
}
