using System.Text.Json;
using MedMim.Audit.Failures;
using MedMim.Audit.Keys;
using MedMim.Audit.Log;
using MedMim.Audit.Records;
using MedMim.Audit.Verification;

namespace MedMim.Audit.Tests.Log;

public class AuditLogTests
{
    [Fact]
    public void A_log_goes_on_where_it_was_and_verifies()
    {
        using var run = new SampleRun().WithSteps(2).WithSteps(1);

        var verdict = AuditVerifier.Verify(run.Folder, run.Key.PublicKey);

        Assert.True(verdict.Ok, verdict.Summary);
        Assert.Equal(5, verdict.Entries);
        Assert.True(verdict.IsKeyTrusted);
        Assert.Empty(verdict.Artifacts.Unaccounted);
    }

    [Fact]
    public void The_first_record_names_the_key_and_each_one_who_when_and_with_what()
    {
        using var run = new SampleRun();
        using (var log = AuditLog.Open(run.Folder, run.Key))
        {
            log.Append(new AuditEntry { Step = "ingest" });
        }

        var records = File.ReadAllLines(run.LogPath).Select(l => JsonDocument.Parse(l).RootElement).ToList();

        Assert.Equal(run.Key.PublicKey.Fingerprint, records[0].GetProperty("details").GetProperty("key").GetString());
        Assert.Equal("sha256:" + new string('0', 64), records[0].GetProperty("previous").GetString());
        Assert.Equal(Environment.UserName, records[1].GetProperty("user").GetString());
        Assert.Equal(Environment.Version.ToString(), records[1].GetProperty("versions").GetProperty("dotnet").GetString());
        Assert.True(records[1].GetProperty("monotonic_ns").GetInt64() >= records[0].GetProperty("monotonic_ns").GetInt64());
        Assert.EndsWith("Z", records[1].GetProperty("time").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_writer_is_told_so()
    {
        using var run = new SampleRun();
        using var first = run.Open();

        var refused = Assert.Throws<AuditException>(run.Open);

        Assert.Contains("another process is writing", refused.Message, StringComparison.Ordinal);
        first.Append(new AuditEntry { Step = "still" });
        Assert.Equal(2, first.Head.Size);
    }

    [Fact]
    public void Of_many_writers_at_once_one_writes_at_a_time_and_nothing_is_lost()
    {
        using var run = new SampleRun();
        var written = 0;
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            for (var tries = 0; tries < 5; tries++)
            {
                try
                {
                    using var log = run.Open();
                    log.Append(new AuditEntry { Step = "race" });
                    Interlocked.Add(ref written, 2);
                }
                catch (AuditException e) when (e.Problem.Contains("another process", StringComparison.Ordinal))
                {
                    Thread.Yield();
                }
            }
        });

        var verdict = AuditVerifier.Verify(run.Folder);
        Assert.True(verdict.Ok, verdict.Summary);
        Assert.Equal(written, verdict.Entries);
    }

    [Fact]
    public void Threads_share_one_log()
    {
        using var run = new SampleRun();
        using (var log = run.Open())
        {
            Parallel.For(0, 40, i => log.Append(new AuditEntry { Step = "thread" }));
        }

        Assert.Equal(41, AuditVerifier.Verify(run.Folder).Entries);
    }

    [Fact]
    public void Another_key_may_not_go_on()
    {
        using var run = new SampleRun().WithSteps(1);
        using var other = AuditKey.LoadOrCreate(Path.Combine(run.Folder, "..", "other.key"));
        var before = File.ReadAllBytes(run.LogPath);

        Assert.Contains(
            "another key",
            Assert.Throws<AuditException>(() => AuditLog.Open(run.Folder, other)).Message,
            StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(run.LogPath));
        Assert.False(AuditVerifier.Verify(run.Folder, other.PublicKey).Ok);
    }

    [Fact]
    public void A_tampered_log_is_not_continued()
    {
        using var run = new SampleRun().WithSteps(2);
        var bytes = File.ReadAllBytes(run.LogPath);
        bytes[20] ^= 1;
        File.WriteAllBytes(run.LogPath, bytes);

        Assert.Throws<AuditException>(run.Open);

        Assert.Equal(bytes, File.ReadAllBytes(run.LogPath));
    }

    [Fact]
    public void A_full_disk_leaves_the_log_as_it_was_and_it_goes_on_once_there_is_space()
    {
        using var run = new SampleRun();
        using var disk = SmallDisk.Mount(run.Folder, "64k");
        using (var log = run.Open())
        {
            log.Append(new AuditEntry { Step = "before" });
            var filler = Path.Combine(run.Folder, "filler");
            SmallDisk.Fill(filler);
            var big = new AuditEntry { Step = "big", Details = Enumerable.Range(0, 50).ToDictionary(i => $"{i}", _ => new string('x', 200), StringComparer.Ordinal) };

            Assert.Contains("Free space", Assert.Throws<AuditException>(() => log.Append(big)).Remedy, StringComparison.Ordinal);
            Assert.True(AuditVerifier.Verify(run.Folder).Ok);

            File.Delete(filler);
            log.Append(big);
        }

        var verdict = AuditVerifier.Verify(run.Folder);
        Assert.True(verdict.Ok, verdict.Summary);
        Assert.Equal(3, verdict.Entries);
    }

    [Fact]
    public void A_log_that_is_a_link_is_refused()
    {
        using var run = new SampleRun();
        Directory.CreateDirectory(Path.GetDirectoryName(run.LogPath)!);
        File.CreateSymbolicLink(run.CheckpointsPath, "/dev/zero");

        Assert.Throws<AuditException>(run.Open);
        Assert.Throws<AuditException>(() => AuditVerifier.Verify(run.Folder));
    }
}
