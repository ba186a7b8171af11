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
    public void A_checkpoint_torn_at_any_byte_is_written_again_and_that_recorded()
    {
        using var run = new SampleRun().WithSteps(2);
        var (log, checkpoints) = Read(run);
        for (var length = StartOfLastNote(checkpoints); length < checkpoints.Length; length++)
        {
            Write(run, log, checkpoints[..length]);

            using (var opened = run.Open())
            {
                Assert.Equal(5, opened.Head.Size);
                Assert.Equal("checkpoint-restored", opened.Records[^1].Entry.Details["event"]);
            }

            Assert.True(AuditVerifier.Verify(run.Folder).Ok);
        }
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
