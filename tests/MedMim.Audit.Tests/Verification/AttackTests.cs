using System.Text;
using MedMim.Audit.Checkpoints;
using MedMim.Audit.Failures;
using MedMim.Audit.Keys;
using MedMim.Audit.Verification;

namespace MedMim.Audit.Tests.Verification;

/// <summary>Every way to change a small log that the audit issue names, each tried everywhere.</summary>
public class AttackTests
{
    [Theory]
    [InlineData("audit/key.pub")]
    [InlineData("out/1.txt")]
    public void Every_flipped_byte_of_the_key_and_of_an_artifact_is_seen(string file)
    {
        using var run = new SampleRun().WithSteps(3);
        var path = Path.Combine(run.Folder, file);
        var original = File.ReadAllBytes(path);
        for (var i = 0; i < original.Length; i++)
        {
            var changed = original.ToArray();
            changed[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(path, changed);

            var verdict = AuditVerifier.Verify(run.Folder);

            Assert.False(verdict.Ok, $"byte {i} of {file}");
        }
    }

    [Fact]
    public void Every_flipped_byte_of_a_record_or_its_checkpoint_is_seen_and_the_record_named()
    {
        using var run = new SampleRun().WithSteps(2);
        foreach (var (path, linesEach) in new[] { (run.LogPath, 1), (run.CheckpointsPath, Checkpoint.LineCount) })
        {
            var original = File.ReadAllBytes(path);
            var line = 0;
            for (var i = 0; i < original.Length; i++)
            {
                var changed = original.ToArray();
                changed[i] ^= (byte)(1 << (i % 8));
                File.WriteAllBytes(path, changed);

                Assert.Equal(line / linesEach, AuditVerifier.Verify(run.Folder).FirstBad!.Sequence);
                line += original[i] == '\n' ? 1 : 0;
            }

            File.WriteAllBytes(path, original);
        }
    }

    [Fact]
    public void Every_removed_doubled_or_swapped_record_is_named()
    {
        using var run = new SampleRun().WithSteps(4);
        var lines = File.ReadAllLines(run.LogPath);
        for (var i = 0; i < lines.Length; i++)
        {
            var isLast = i == lines.Length - 1;
            AssertFirstBad(run, [.. lines.Where((_, k) => k != i)], i, isLast ? "it is missing" : "stands in its place");
            AssertFirstBad(run, [.. lines.Take(i + 1), .. lines.Skip(i)], i + 1, "a second time");
            for (var j = i + 1; j < lines.Length; j++)
            {
                var swapped = lines.ToArray();
                (swapped[i], swapped[j]) = (swapped[j], swapped[i]);
                AssertFirstBad(run, swapped, i, "stands in its place");
            }
        }
    }

    [Fact]
    public void Every_cut_of_the_log_or_of_its_checkpoints_is_named()
    {
        using var run = new SampleRun().WithSteps(2);
        foreach (var (path, linesEach) in new[] { (run.LogPath, 1), (run.CheckpointsPath, Checkpoint.LineCount) })
        {
            var original = File.ReadAllBytes(path);
            for (var length = 0; length < original.Length; length++)
            {
                File.WriteAllBytes(path, original[..length]);
                var whole = original[..length].Count(b => b == '\n') / linesEach;

                Assert.Equal(whole, AuditVerifier.Verify(run.Folder).FirstBad!.Sequence);
            }

            File.WriteAllBytes(path, original);
        }
    }

    [Fact]
    public void A_cut_of_both_shows_against_a_head_that_was_noted()
    {
        using var run = new SampleRun().WithSteps(4);
        var noted = AuditVerifier.Verify(run.Folder).Head;
        var (log, notes) = (File.ReadAllLines(run.LogPath), File.ReadAllLines(run.CheckpointsPath));
        for (var kept = 1; kept < log.Length; kept++)
        {
            WriteLines(run.LogPath, log[..kept]);
            WriteLines(run.CheckpointsPath, notes[..(kept * Checkpoint.LineCount)]);

            Assert.Null(AuditVerifier.Verify(run.Folder).FirstBad);
            Assert.Equal(kept, AuditVerifier.Verify(run.Folder, null, noted).FirstBad!.Sequence);
        }
    }

    [Fact]
    public void An_older_head_still_holds_after_the_log_grew()
    {
        using var run = new SampleRun().WithSteps(2);
        var noted = TreeHead.Parse(AuditVerifier.Verify(run.Folder).Head.ToString());
        run.WithSteps(1);

        Assert.True(AuditVerifier.Verify(run.Folder, run.Key.PublicKey, noted).Ok);
    }

    [Fact]
    public void An_older_state_that_went_another_way_shows_against_a_head_that_was_noted()
    {
        using var run = new SampleRun().WithSteps(1);
        var (log, notes) = (File.ReadAllBytes(run.LogPath), File.ReadAllBytes(run.CheckpointsPath));
        run.WithSteps(1);
        var noted = AuditVerifier.Verify(run.Folder).Head;
        File.WriteAllBytes(run.LogPath, log);
        File.WriteAllBytes(run.CheckpointsPath, notes);
        run.WithSteps(1);

        Assert.True(AuditVerifier.Verify(run.Folder).Ok);
        Assert.False(AuditVerifier.Verify(run.Folder, null, noted).Ok);
    }

    [Fact]
    public void A_log_signed_anew_with_another_key_shows_against_the_key_of_its_owner()
    {
        using var run = new SampleRun().WithSteps(1);
        using var forged = new SampleRun().WithSteps(1);
        Directory.Delete(Path.Combine(run.Folder, "audit"), recursive: true);
        Directory.Move(Path.Combine(forged.Folder, "audit"), Path.Combine(run.Folder, "audit"));

        Assert.Null(AuditVerifier.Verify(run.Folder).FirstBad);
        Assert.False(AuditVerifier.Verify(run.Folder).IsKeyTrusted);
        Assert.NotNull(AuditVerifier.Verify(run.Folder, run.Key.PublicKey).FirstBad);
    }

    [Fact]
    public void A_run_without_its_log_is_bad_and_no_run_at_all_is_an_error()
    {
        using var run = new SampleRun().WithSteps(1);
        Directory.Delete(Path.Combine(run.Folder, "audit"), recursive: true);

        Assert.NotNull(AuditVerifier.Verify(run.Folder).FirstBad);
        Assert.NotNull(AuditVerifier.Verify(run.Folder, run.Key.PublicKey).FirstBad);
        Assert.Throws<AuditException>(() => AuditVerifier.Verify(run.Folder + "-other"));
        Assert.Throws<AuditException>(() => AuditPublicKey.Load(run.KeyPath));
    }

    private static void AssertFirstBad(SampleRun run, string[] lines, int sequence, string reason)
    {
        var original = File.ReadAllBytes(run.LogPath);
        WriteLines(run.LogPath, lines);
        var bad = AuditVerifier.Verify(run.Folder).FirstBad!;
        File.WriteAllBytes(run.LogPath, original);

        Assert.Equal(sequence, bad.Sequence);
        Assert.Contains(reason, bad.Reason, StringComparison.Ordinal);
    }

    private static void WriteLines(string path, IEnumerable<string> lines) =>
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))));
}
