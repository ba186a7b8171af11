using MedMim.Audit.Keys;
using MedMim.Audit.Log;
using MedMim.Audit.Records;
using MedMim.Audit.Verification;
using MedMim.Studies.Running;

namespace MedMim.Studies.Tests.Running;

public sealed class AuditJournalTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("medmim-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Fact]
    public async Task APatientWhoseScansWereReadIsAMessageAndIsSaidOnce()
    {
        var nothing = new Dictionary<string, string>();
        var record = new StepRecord("ingest", StepOutcome.Done, nothing, nothing)
        {
            Started = DateTimeOffset.UnixEpoch,
            Facts = new Dictionary<string, string> { ["units"] = "3" },
            Accessed =
            [
                new PatientAccess("00000000000000aa", ["00000000000000a1", "00000000000000a2"], 2),
                new PatientAccess("00000000000000bb", ["00000000000000b1"], 1),
            ],
        };
        using (var key = AuditKey.LoadOrCreate(Path.Combine(home, "key")))
        using (var log = AuditLog.Open(Path.Combine(home, "run"), key))
        {
            var journal = new AuditJournal(log, new(() => Task.FromResult(AuditContext.Current())), "medmim run a.yaml", string.Empty);
            await journal.RecordAsync(record);
            Assert.True(journal.IsLast(record));
            await journal.RecordAsync(record with { Accessed = [.. record.Accessed, new PatientAccess("00000000000000cc", ["00000000000000c1"], 1)] });
        }

        var records = AuditVerifier.ReadLog(Path.Combine(home, "run")).Records;
        var accessed = records.Where(r => r.Entry.Event == AuditEventId.InstancesAccessed).ToList();
        Assert.Equal(["audit", "ingest/accessed", "ingest/accessed", "ingest", "ingest/accessed", "ingest"], records.Select(r => r.Entry.Step));
        Assert.All(accessed, a => Assert.Equal(AuditAction.Read, a.Entry.Action));
        Assert.All(accessed, a => Assert.Single(a.Entry.Objects.Values, AuditEventId.PatientNumber));
        Assert.Equal(3, accessed[0].Entry.Objects.Count);
        Assert.Equal("3", records[^1].Entry.Details["units"]);
        Assert.Equal(DateTimeOffset.UnixEpoch, records[^1].Entry.Started);
    }

    [Fact]
    public async Task AnOutputIsContradictedByTheLatestSuccessAlsoAfterAFailure()
    {
        Dictionary<string, string> Digests(string file, char c) => new(StringComparer.Ordinal) { [file] = "sha256:" + new string(c, 64) };
        var nothing = new Dictionary<string, string>();
        using var key = AuditKey.LoadOrCreate(Path.Combine(home, "key"));
        using var log = AuditLog.Open(Path.Combine(home, "run"), key);
        var journal = new AuditJournal(log, new(() => Task.FromResult(AuditContext.Current())), "medmim run a.yaml", string.Empty);
        Assert.False(journal.Contradicts("evaluate", Digests("steps/evaluate.sha256", 'a')));
        await journal.RecordAsync(new("evaluate", StepOutcome.Done, nothing, Digests("steps/evaluate.sha256", 'a')));
        await journal.RecordAsync(new("evaluate", StepOutcome.Interrupted, nothing, nothing));
        Assert.False(journal.Contradicts("evaluate", Digests("steps/evaluate.sha256", 'a')));
        Assert.True(journal.Contradicts("evaluate", Digests("steps/evaluate.sha256", 'b')));
        Assert.False(journal.Contradicts("evaluate", Digests("steps/evaluate.json", 'b')));
        Assert.False(journal.Contradicts("report", Digests("steps/evaluate.sha256", 'b')));
    }
}
