using MedMim.Audit.Checkpoints;
using MedMim.Audit.Failures;
using MedMim.Audit.Keys;
using MedMim.Audit.Log;
using MedMim.Audit.Records;
using MedMim.Audit.Verification;

namespace MedMim.Audit.Tests.Keys;

public class KeyRotationTests
{
    [Fact]
    public void A_log_is_handed_over_and_verifies_with_either_key()
    {
        using var run = new SampleRun().WithSteps(1);
        using var next = run.MakeKey("next");

        Assert.True(KeyRotation.Rotate(run.Folder, run.Key, next, SampleRun.Context));
        Assert.False(KeyRotation.Rotate(run.Folder, run.Key, next, SampleRun.Context));
        using (var log = AuditLog.Open(run.Folder, next, SampleRun.Context))
        {
            log.Append(new AuditEntry { Step = "after" });
        }

        foreach (var key in new[] { null, run.Key.PublicKey, next.PublicKey })
        {
            var verdict = AuditVerifier.Verify(run.Folder, key);
            Assert.True(verdict.Ok, verdict.Summary);
            Assert.Empty(verdict.Artifacts.Unaccounted);
            Assert.Equal(
                [(run.Key.PublicKey.Fingerprint, 0L), (next.PublicKey.Fingerprint, 4L)],
                verdict.Keys.Select(k => (k.Key.Fingerprint, k.FirstRecord)));
        }
    }

    [Fact]
    public void The_old_key_no_longer_writes_and_the_message_says_what_to_do()
    {
        using var run = new SampleRun().WithSteps(1);
        using var next = run.MakeKey("next");
        KeyRotation.Rotate(run.Folder, run.Key, next);

        var refused = Assert.Throws<AuditException>(run.Open);

        Assert.Contains("another key signs this log", refused.Message, StringComparison.Ordinal);
        Assert.Contains("rotate-key", refused.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_by_a_key_that_no_record_introduced_is_refused()
    {
        using var run = new SampleRun().WithSteps(2);
        using var next = run.MakeKey("next");
        using var foreign = run.MakeKey("foreign");
        KeyRotation.Rotate(run.Folder, run.Key, next);
        var notes = File.ReadAllLines(run.CheckpointsPath).Chunk(Checkpoint.LineCount).ToArray();
        File.WriteAllText(
            Path.Combine(run.Folder, "audit", "keys", foreign.PublicKey.Fingerprint[7..] + ".pub"), foreign.PublicKey.ToPem());
        var (oldOnes, all) = (5, notes.Length);
        Assert.Equal(6, all);
        for (var i = 0; i < all; i++)
        {
            foreach (var (key, isRight) in new[] { (run.Key, i < oldOnes), (next, i >= oldOnes), (foreign, false) })
            {
                var lines = notes.ToArray();
                lines[i] = Resign(notes[i], key);
                SampleRun.WriteLines(run.CheckpointsPath, lines.SelectMany(l => l));
                Assert.Equal(isRight ? null : i, AuditVerifier.Verify(run.Folder).FirstBad?.Sequence);
            }
        }

        SampleRun.WriteLines(run.CheckpointsPath, notes.SelectMany(l => l));
        Assert.Contains("keys/", Assert.Single(AuditVerifier.Verify(run.Folder).Artifacts.Unaccounted).Path, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_only_named_vouches_for_nothing()
    {
        // Anyone can begin a log with a key of their own and name the owner's as the next one.
        using var run = new SampleRun().WithSteps(1);
        using var owner = run.MakeKey("owner");
        KeyRotation.Rotate(run.Folder, run.Key, owner);
        var (log, notes) = (File.ReadAllLines(run.LogPath), File.ReadAllLines(run.CheckpointsPath));
        SampleRun.WriteLines(run.LogPath, log[..^1]);
        SampleRun.WriteLines(run.CheckpointsPath, notes[..^Checkpoint.LineCount]);

        Assert.True(AuditVerifier.Verify(run.Folder, run.Key.PublicKey).Ok);
        Assert.False(AuditVerifier.Verify(run.Folder, owner.PublicKey).Ok);
    }

    [Fact]
    public void Every_flipped_byte_of_a_later_key_its_loss_and_a_swap_of_keys_are_seen()
    {
        using var run = new SampleRun().WithSteps(1);
        using var next = run.MakeKey("next");
        KeyRotation.Rotate(run.Folder, run.Key, next);
        var path = Assert.Single(Directory.GetFiles(Path.Combine(run.Folder, "audit", "keys")));
        var original = File.ReadAllBytes(path);
        for (var i = 0; i < original.Length; i++)
        {
            var changed = original.ToArray();
            changed[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(path, changed);
            Assert.Equal(3, AuditVerifier.Verify(run.Folder).FirstBad!.Sequence);
        }

        File.WriteAllText(path, run.Key.PublicKey.ToPem());
        Assert.Equal(3, AuditVerifier.Verify(run.Folder).FirstBad!.Sequence);
        File.WriteAllBytes(run.KeyPath, original);
        Assert.Equal(0, AuditVerifier.Verify(run.Folder).FirstBad!.Sequence);
        File.WriteAllText(run.KeyPath, run.Key.PublicKey.ToPem());
        File.Delete(path);
        Assert.Equal(3, AuditVerifier.Verify(run.Folder).FirstBad!.Sequence);
        Assert.Throws<AuditException>(() => AuditLog.Open(run.Folder, next));
    }

    [Fact]
    public void A_rotation_that_a_crash_cut_at_any_byte_is_done_when_asked_again()
    {
        using var run = new SampleRun().WithSteps(1);
        using var next = run.MakeKey("next");
        KeyRotation.Rotate(run.Folder, run.Key, next);
        var (log, notes) = (File.ReadAllLines(run.LogPath), File.ReadAllLines(run.CheckpointsPath));
        var whole = string.Concat(log[..3].Select(l => l + "\n"));
        var signed = string.Concat(notes[..(3 * Checkpoint.LineCount)].Select(l => l + "\n"));
        var note = string.Concat(notes[(3 * Checkpoint.LineCount)..(4 * Checkpoint.LineCount)].Select(l => l + "\n"));
        for (var cut = 0; cut <= log[3].Length + 1 + note.Length; cut += 17)
        {
            var record = log[3] + "\n";
            File.WriteAllText(run.LogPath, whole + record[..Math.Min(cut, record.Length)]);
            File.WriteAllText(run.CheckpointsPath, signed + note[..Math.Max(0, cut - record.Length)]);

            KeyRotation.Rotate(run.Folder, run.Key, next, SampleRun.Context);

            var verdict = AuditVerifier.Verify(run.Folder, next.PublicKey);
            Assert.True(verdict.Ok, $"{cut}: {verdict.Summary}");
            Assert.Equal(2, verdict.Keys.Count);
        }
    }

    [Fact]
    public void A_key_does_not_come_back_and_a_folder_without_a_log_has_none_to_rotate()
    {
        using var run = new SampleRun().WithSteps(1);
        using var next = run.MakeKey("next");
        KeyRotation.Rotate(run.Folder, run.Key, next);

        Assert.Contains(
            "signed this log before",
            Assert.Throws<AuditException>(() => KeyRotation.Rotate(run.Folder, next, run.Key)).Message,
            StringComparison.Ordinal);
        Assert.Throws<AuditException>(() => KeyRotation.Rotate(run.Folder + "-other", next, run.Key));
        Assert.False(Directory.Exists(run.Folder + "-other"));
    }

    [Fact]
    public void Nobody_but_the_log_writes_its_own_records()
    {
        using var run = new SampleRun();
        using var log = run.Open();
        var forged = new AuditEntry
        {
            Step = "audit",
            Details = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["event"] = "key-rotated", ["next_key"] = AuditDigest.OfBytes([]),
            },
        };

        Assert.Throws<AuditException>(() => log.Append(forged));
    }

    private static string[] Resign(string[] note, AuditKey key)
    {
        var text = string.Concat(note.Select(l => l + "\n"));
        var read = Checkpoint.Decode(System.Text.Encoding.UTF8.GetBytes(text));
        var signed = Checkpoint.Sign(read.Origin, read.Size, read.Root, key).Encode();
        return System.Text.Encoding.UTF8.GetString(signed).TrimEnd('\n').Split('\n');
    }
}
