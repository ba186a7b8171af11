using MedMim.Audit.Checkpoints;
using MedMim.Audit.Failures;
using MedMim.Audit.Merkle;
using MedMim.Audit.Records;
using MedMim.Audit.Verification;

namespace MedMim.Audit.Tests.Verification;

/// <summary>What somebody who may write the run's folder could put there.</summary>
public class ForgeryTests
{
    [Fact]
    public void The_tail_of_another_log_of_the_same_key_does_not_fit()
    {
        using var run = new SampleRun().WithSteps(2);
        var (lines, notes) = (File.ReadAllLines(run.LogPath), File.ReadAllLines(run.CheckpointsPath));
        Directory.Delete(Path.Combine(run.Folder, "audit"), recursive: true);
        run.WithSteps(2);
        var (own, ownNotes) = (File.ReadAllLines(run.LogPath), File.ReadAllLines(run.CheckpointsPath));

        SampleRun.WriteLines(run.LogPath, [.. own[..^1], lines[^1]]);
        SampleRun.WriteLines(run.CheckpointsPath, [.. ownNotes[..^Checkpoint.LineCount], .. notes[^Checkpoint.LineCount..]]);

        Assert.Equal(2, AuditVerifier.Verify(run.Folder).FirstBad!.Sequence);
    }

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("out/../../outside.txt")]
    [InlineData("audit/log.jsonl")]
    public void A_signed_record_that_no_writer_writes_is_bad(string path)
    {
        using var run = new SampleRun().WithSteps(1);
        Resign(run, r => r with
        {
            Entry = r.Entry with { Outputs = new Dictionary<string, string>(StringComparer.Ordinal) { [path] = AuditDigest.OfBytes([]) } },
        });

        Assert.Contains("outputs", AuditVerifier.Verify(run.Folder).FirstBad!.Reason, StringComparison.Ordinal);
        Assert.Throws<AuditException>(run.Open);
    }

    [Theory]
    [InlineData("audit")]
    [InlineData("audit/log.jsonl")]
    [InlineData("audit/key.pub")]
    [InlineData("audit/checkpoints")]
    public void No_part_of_a_log_may_be_a_link(string part)
    {
        using var run = new SampleRun().WithSteps(1);
        var (path, elsewhere) = (Path.Combine(run.Folder, part), Path.Combine(run.Folder, "..", "elsewhere"));
        Directory.Move(path, elsewhere);
        File.CreateSymbolicLink(path, elsewhere);

        Assert.Throws<AuditException>(() => AuditVerifier.Verify(run.Folder));
        Assert.Throws<AuditException>(run.Open);
    }

    [Fact]
    public void A_lock_that_is_a_link_makes_no_file_elsewhere()
    {
        using var run = new SampleRun().WithSteps(1);
        var (path, elsewhere) = (Path.Combine(run.Folder, "audit", "lock"), Path.Combine(run.Folder, "..", "elsewhere"));
        File.Delete(path);
        File.CreateSymbolicLink(path, elsewhere);

        Assert.Throws<AuditException>(run.Open);
        Assert.False(File.Exists(elsewhere));
    }

    [Fact]
    public void Deep_and_long_lines_are_changes_like_any_other()
    {
        using var run = new SampleRun().WithSteps(1);
        foreach (var line in new[] { new string('[', 100_000), "{\"action\":\"" + new string('x', 8 << 20) + "\"}", "\0\0\0", "null" })
        {
            var before = File.ReadAllBytes(run.LogPath);
            File.AppendAllText(run.LogPath, line + "\n");
            Assert.Equal(2, AuditVerifier.Verify(run.Folder).FirstBad!.Sequence);
            File.WriteAllBytes(run.LogPath, before);
        }
    }

    // Changes the last record, and signs it with the log's own key.
    private static void Resign(SampleRun run, Func<AuditRecord, AuditRecord> change)
    {
        var records = AuditVerifier.ReadLog(run.Folder).Records;
        var lines = records.Select(r => RecordCodec.Encode(r == records[^1] ? change(r) : r)).ToList();
        var leaves = lines.Select(l => MerkleHash.Leaf(l)).ToList();
        SampleRun.WriteLines(run.LogPath, lines.Select(l => System.Text.Encoding.UTF8.GetString(l)));
        var last = Checkpoint.Sign(Checkpoint.OriginOf(leaves[0]), leaves.Count, new MerkleTree(leaves).Root(), run.Key).Encode();
        var notes = File.ReadAllLines(run.CheckpointsPath)[..^Checkpoint.LineCount];
        SampleRun.WriteLines(run.CheckpointsPath, [.. notes, .. System.Text.Encoding.UTF8.GetString(last).TrimEnd('\n').Split('\n')]);
    }
}
