using MedMim.Audit.Checkpoints;
using MedMim.Audit.Failures;
using MedMim.Audit.Merkle;
using MedMim.Audit.Records;
using MedMim.Audit.Verification;

namespace MedMim.Audit.Tests.Log;

/// <summary>Logs of other versions.</summary>
public class FormatTests
{
    [Fact]
    public void A_log_of_the_first_format_verifies_and_goes_on_in_the_present_one()
    {
        using var run = new SampleRun().WithSteps(1);
        Rewrite(run, 1);

        Assert.True(AuditVerifier.Verify(run.Folder, run.Key.PublicKey).Ok);
        run.WithSteps(1);

        Assert.True(AuditVerifier.Verify(run.Folder, run.Key.PublicKey).Ok);
        Assert.Equal([1, 1, 2, 2], AuditVerifier.ReadLog(run.Folder).Records.Select(r => r.Format));
    }

    [Fact]
    public void A_log_from_a_newer_version_is_refused_with_the_remedy_and_left_alone()
    {
        using var run = new SampleRun().WithSteps(1);
        Rewrite(run, 3);
        var before = File.ReadAllBytes(run.LogPath);

        foreach (var act in new Action[] { () => AuditVerifier.Verify(run.Folder), () => run.Open().Dispose() })
        {
            var refused = Assert.Throws<AuditException>(act);
            Assert.Contains("newer version of MedMim (format 3)", refused.Message, StringComparison.Ordinal);
            Assert.Contains("Use that version", refused.Remedy, StringComparison.Ordinal);
        }

        Assert.Equal(before, File.ReadAllBytes(run.LogPath));
    }

    [Fact]
    public void A_format_that_was_only_written_over_is_a_change()
    {
        using var run = new SampleRun().WithSteps(1);
        File.WriteAllText(run.LogPath, File.ReadAllText(run.LogPath).Replace("\"format\":2", "\"format\":3", StringComparison.Ordinal));

        Assert.Equal(0, AuditVerifier.Verify(run.Folder).FirstBad!.Sequence);
    }

    // Writes the log anew in another format, signed by the same key.
    private static void Rewrite(SampleRun run, int format)
    {
        var records = AuditVerifier.ReadLog(run.Folder).Records;
        var leaves = new List<byte[]>();
        using var log = new MemoryStream();
        using var notes = new MemoryStream();
        foreach (var record in records)
        {
            var previous = leaves.Count == 0 ? record.Previous : "sha256:" + Convert.ToHexStringLower(leaves[^1]);
            var line = RecordCodec.Encode(record with { Format = format, Previous = previous });
            leaves.Add(MerkleHash.Leaf(line));
            log.Write([.. line, (byte)'\n']);
            var root = new MerkleTree(leaves).Root();
            notes.Write(Checkpoint.Sign(Checkpoint.OriginOf(leaves[0]), leaves.Count, root, run.Key).Encode());
        }

        File.WriteAllBytes(run.LogPath, log.ToArray());
        File.WriteAllBytes(run.CheckpointsPath, notes.ToArray());
    }
}
