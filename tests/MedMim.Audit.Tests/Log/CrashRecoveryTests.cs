using MedMim.Audit.Failures;
using MedMim.Audit.Verification;

namespace MedMim.Audit.Tests.Log;

/// <summary>A crash may stop the writer at any byte: of the record, or of its checkpoint.</summary>
public class CrashRecoveryTests
{
    [Fact]
    public void A_record_torn_at_any_byte_is_dropped_and_the_drop_recorded()
    {
        using var run = new SampleRun().WithSteps(2);
        var (log, checkpoints) = Read(run);
        var last = StartOfLastLine(log);
        var lastNote = StartOfLastNote(checkpoints);
        for (var length = last + 1; length < log.Length; length++)
        {
            Write(run, log[..length], checkpoints[..lastNote]);

            using (var opened = run.Open())
            {
                Assert.Equal(4, opened.Head.Size);
                var facts = opened.Records[^1].Entry.Details;
                Assert.Equal("torn-record-dropped", facts["event"]);
                Assert.Equal($"{length - last}", facts["bytes"]);
            }

            Assert.Null(AuditVerifier.Verify(run.Folder).FirstBad);
        }
    }

    [Fact]
    public void A_record_whose_checkpoint_is_torn_at_any_byte_is_dropped_because_nobody_signed_it()
    {
        using var run = new SampleRun().WithSteps(2);
        var (log, checkpoints) = Read(run);
        for (var length = StartOfLastNote(checkpoints); length < checkpoints.Length; length += 3)
        {
            Write(run, log, checkpoints[..length]);

            using (var opened = run.Open())
            {
                Assert.Equal(4, opened.Head.Size);
                Assert.Equal("unsigned-record-dropped", opened.Records[^1].Entry.Details["event"]);
            }

            Assert.Null(AuditVerifier.Verify(run.Folder).FirstBad);
        }
    }

    [Fact]
    public void Nobody_gets_a_record_signed_by_putting_it_at_the_end()
    {
        using var run = new SampleRun().WithSteps(1);
        using var copy = new SampleRun();
        Directory.Delete(copy.Folder);
        Directory.Move(run.Folder, copy.Folder);
        var before = File.ReadAllBytes(copy.LogPath);
        using (var log = MedMim.Audit.Log.AuditLog.Open(copy.Folder, run.Key, SampleRun.Context))
        {
            log.Append(new MedMim.Audit.Records.AuditEntry { Step = "forged" });
        }

        // The forger has the line (any would do that fits), but no key: the checkpoints are those of before.
        var lines = File.ReadAllLines(copy.LogPath);
        var notes = File.ReadAllLines(copy.CheckpointsPath);
        SampleRun.WriteLines(copy.LogPath, lines[..3]);
        SampleRun.WriteLines(copy.CheckpointsPath, notes[..10]);
        Assert.True(before.Length < new FileInfo(copy.LogPath).Length);

        using var opened = MedMim.Audit.Log.AuditLog.Open(copy.Folder, run.Key, SampleRun.Context);

        Assert.Equal("unsigned-record-dropped", opened.Records[^1].Entry.Details["event"]);
        Assert.Equal(4, opened.Records.Count);
    }

    [Fact]
    public void The_very_first_record_can_be_torn_as_well()
    {
        using var run = new SampleRun().WithSteps(0);
        var (log, _) = Read(run);
        for (var length = 0; length <= log.Length; length++)
        {
            Write(run, log[..length], []);
            run.Open().Dispose();
            Assert.True(AuditVerifier.Verify(run.Folder).Ok);
        }
    }

    [Fact]
    public void More_than_a_crash_can_leave_is_no_crash()
    {
        using var run = new SampleRun().WithSteps(3);
        var (log, checkpoints) = Read(run);
        var lastNote = StartOfLastNote(checkpoints);
        var twoNotes = StartOfLastNote(checkpoints[..lastNote]);

        Write(run, log, checkpoints[..twoNotes]);
        Assert.Throws<AuditException>(run.Open);

        Write(run, log[..StartOfLastLine(log)], checkpoints);
        Assert.Throws<AuditException>(run.Open);

        Write(run, log[..^5], checkpoints[..^5]);
        Assert.Throws<AuditException>(run.Open);

        Write(run, [], checkpoints);
        Assert.Throws<AuditException>(run.Open);
    }

    private static (byte[] Log, byte[] Checkpoints) Read(SampleRun run) =>
        (File.ReadAllBytes(run.LogPath), File.ReadAllBytes(run.CheckpointsPath));

    private static void Write(SampleRun run, byte[] log, byte[] checkpoints)
    {
        File.WriteAllBytes(run.LogPath, log);
        File.WriteAllBytes(run.CheckpointsPath, checkpoints);
    }

    private static int StartOfLastLine(byte[] bytes) => Array.LastIndexOf(bytes, (byte)'\n', bytes.Length - 2) + 1;

    private static int StartOfLastNote(byte[] bytes)
    {
        var end = bytes.Length;
        for (var i = 0; i < 5; i++)
        {
            end = Array.LastIndexOf(bytes, (byte)'\n', end - 2) + 1;
        }

        return end;
    }
}
