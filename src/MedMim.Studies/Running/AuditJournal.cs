using System.Globalization;
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
    public bool IsLast(StepRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return LastSuccess(record.Step) is { } last
            && last.Protocol == protocolDigest && Same(last.Inputs, record.Inputs) && Same(last.Outputs, record.Outputs);
    }

    /// <inheritdoc/>
    public bool IsRecorded(string step, IReadOnlyDictionary<string, string> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        return LastSuccess(step) is { } last
            && outputs.All(o => last.Outputs.TryGetValue(o.Key, out var digest) && digest == o.Value);
    }

    /// <inheritdoc/>
    public bool Contradicts(string step, IReadOnlyDictionary<string, string> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        return log.Records.LastOrDefault(r => r.Entry.Step == step && r.Entry.Outcome == AuditOutcome.Success) is { } last
            && outputs.Any(o => last.Entry.Outputs.TryGetValue(o.Key, out var digest) && digest != o.Value);
    }

    /// <inheritdoc/>
    public async Task RecordAsync(StepRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var context = await machine.Value;
        foreach (var entry in AccessEntries(record))
        {
            log.Append(entry, context);
        }

        log.Append(Entry(record.Step) with
        {
            Outcome = record.Outcome switch
            {
                StepOutcome.Done => AuditOutcome.Success,
                StepOutcome.Interrupted => AuditOutcome.Interrupted,
                _ => AuditOutcome.Failure,
            },
            Started = record.Started,
            Inputs = record.Inputs,
            Outputs = record.Outputs,
            Details = record.Facts.ToDictionary(f => EntryRules.Shorten(f.Key), f => EntryRules.Shorten(f.Value), StringComparer.Ordinal),
        }, context);
    }

    // What a step's last record says, where it is of a success.
    private AuditEntry? LastSuccess(string step) =>
        log.Records.LastOrDefault(r => r.Entry.Step == step) is { Entry: { Outcome: AuditOutcome.Success } last } ? last : null;

    // DICOM PS3.15 A.5: one patient a message. What an earlier record says of a patient is not said again.
    private IEnumerable<AuditEntry> AccessEntries(StepRecord record)
    {
        var entries = record.Accessed.Select(a => Entry(record.Step + "/accessed") with
        {
            Event = AuditEventId.InstancesAccessed,
            Action = AuditAction.Read,
            Started = record.Started,
            Objects = new SortedDictionary<string, string>(
                a.Studies.ToDictionary(s => s, _ => AuditEventId.StudyInstance, StringComparer.Ordinal), StringComparer.Ordinal)
            {
                [a.Patient] = AuditEventId.PatientNumber,
            },
            Details = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["series"] = a.Series.ToString(CultureInfo.InvariantCulture),
            },
        }).ToList();
        var said = entries.Count == 0
            ? []
            : log.Records.Where(r => r.Entry.Event == AuditEventId.InstancesAccessed).Select(r => KeyOf(r.Entry)).ToHashSet(StringComparer.Ordinal);
        return entries.Where(e => !said.Contains(KeyOf(e)));
    }

    private static string KeyOf(AuditEntry entry) =>
        string.Join(' ', entry.Objects.Keys.Order(StringComparer.Ordinal).Append(entry.Details.GetValueOrDefault("series", string.Empty)));

    private AuditEntry Entry(string step) => new()
    {
        Step = step, Command = EntryRules.Shorten(command), Protocol = protocolDigest,
    };

    private static bool Same(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(p => other.TryGetValue(p.Key, out var value) && value == p.Value);
}
