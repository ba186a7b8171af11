using MedMim.Audit.Keys;
using MedMim.Audit.Log;
using MedMim.Audit.Records;
using MedMim.Foundation.Files;
using MedMim.Studies.Protocols;
using MedMim.Studies.Steps;
using MedMim.Training.Devices;

namespace MedMim.Studies.Running;

/// <summary>One process's work on a run's folder: the lock, the audit log and what goes into its records.</summary>
internal sealed class RunSession : IDisposable
{
    private readonly RunFolder run;
    private readonly StudyProtocol protocol;
    private readonly string command;
    private readonly TimeProvider time;
    private readonly RunLock runLock;
    private readonly AuditKey key;
    private readonly Lazy<Task<AuditContext>> machine;

    private RunSession(RunFolder run, StudyProtocol protocol, string command, TimeProvider time, RunLock runLock, ComputeDevice device)
    {
        (this.run, this.protocol, this.command, this.time, this.runLock) = (run, protocol, command, time, runLock);
        machine = new(() => MachineFacts.AuditContextAsync(device, CancellationToken.None));
        key = AuditKey.LoadOrCreate();
        Log = AuditLog.Open(run.Path, key, clock: time);
        Journal = new AuditJournal(Log, machine, command, protocol.Digest);
    }

    /// <summary>The run's log, open for writing.</summary>
    public AuditLog Log { get; }

    /// <summary>Records steps in the log.</summary>
    public AuditJournal Journal { get; }

    /// <summary>Makes the folder, keeps other processes out of it and opens its log.</summary>
    /// <param name="run">The folder.</param>
    /// <param name="protocol">What is run.</param>
    /// <param name="command">The verb and the protocol's name, without paths: they may name patients.</param>
    /// <param name="time">The clock of the records.</param>
    /// <param name="device">Where models compute.</param>
    /// <exception cref="Foundation.Failures.InputException">Another process works on the run, or it cannot be written.</exception>
    public static RunSession Open(RunFolder run, StudyProtocol protocol, string command, TimeProvider time, ComputeDevice device)
    {
        Directory.CreateDirectory(run.Path);
        var taken = RunLock.Take(run);
        try
        {
            return new(run, protocol, command, time, taken, device);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Keeps the protocol's text in the run. The run's name carries its digest, which comments do not change.</summary>
    public async Task KeepProtocolAsync()
    {
        if (File.Exists(run.Protocol) && File.ReadAllText(run.Protocol) == protocol.Text)
        {
            return;
        }

        AtomicFile.WriteText(run.Protocol, protocol.Text);
        await Journal.RecordAsync(new(
            "protocol", StepOutcome.Done, new Dictionary<string, string>(StringComparer.Ordinal),
            new Dictionary<string, string>(StringComparer.Ordinal) { [run.Relative(run.Protocol)] = ContentDigest.OfFile(run.Protocol) }));
    }

    /// <summary>What the report says of this run of the study.</summary>
    public async Task<ReportCircumstances> CircumstancesAsync() => new(Log, await machine.Value, key.PublicKey, command, time);

    /// <inheritdoc/>
    public void Dispose()
    {
        Log.Dispose();
        key.Dispose();
        runLock.Dispose();
    }
}
