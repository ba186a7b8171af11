using MedMim.Audit.Checkpoints;
using MedMim.Audit.Keys;
using MedMim.Audit.Merkle;
using MedMim.Audit.Records;
using MedMim.Audit.Verification;

namespace MedMim.Bench.Auditing;

/// <summary>Whole logs made up or put together by somebody who may write the run's folder; each says whether it was seen.</summary>
internal static class Forgeries
{
    public static IEnumerable<(string Name, bool IsSeen)> All(AttackedRun run)
    {
        using var thief = AuditKey.LoadOrCreate(Path.Combine(run.Folder, "..", "thief.key"));
        yield return Try(run, "log and checkpoints written anew with another key", () => Rewrite(run, thief, r => r));
        yield return Try(run, "the same, and the owner's key named as the next one", () =>
        {
            Rewrite(run, thief, r => r);
            KeyRotation.Rotate(run.Folder, thief, run.Key);
            Keep(run, AuditVerifier.ReadLog(run.Folder).Records.Count - 1);
        });
        yield return Try(run, "the tail of another run's log, signed by the same key", () => Splice(run));
        yield return Try(run, "another run's log of the same key, whole", () => Replace(run));
        yield return Try(run, "the two public keys swapped", () => SwapKeys(run));
        yield return Try(run, "log.jsonl replaced by a link to itself elsewhere", () => Link(run, run.LogPath));
        yield return Try(run, "checkpoints replaced by a link", () => Link(run, run.CheckpointsPath));
        yield return Try(run, "the folder audit replaced by a link", () => LinkFolder(run, "audit"));
        yield return Try(run, "the folder audit/keys replaced by a link", () => LinkFolder(run, "audit/keys"));
        yield return Try(run, "an artifact replaced by a link to the same content", () => Link(run, Path.Combine(run.Folder, "out", "1.txt")));
        yield return Try(run, "the artifacts' folder replaced by a link", () => LinkFolder(run, "out"));
        yield return ("a record put at the end for the next writer to sign", IsNotSigned(run));
        yield return Try(run, "a record of 64 MiB", () => Append(run, "{\"action\":\"" + new string('x', 64 << 20) + "\"}"));
        yield return Try(run, "a record nested 100,000 deep", () => Append(run, new string('[', 100_000)));
        foreach (var path in new[] { "../outside.txt", "/etc/passwd", "out/../../outside.txt", "audit/log.jsonl" })
        {
            // Signed by the owner's key itself: who has it can still not make the verifier look elsewhere.
            yield return Try(run, $"a signed record of an artifact {path}", () => Rewrite(run, run.Key, r => r with
            {
                Entry = r.Entry with { Outputs = new Dictionary<string, string>(StringComparer.Ordinal) { [path] = AuditDigest.OfBytes([]) } },
            }));
        }
    }

    // The line is right, as a forger can make it; only the signature is missing.
    private static bool IsNotSigned(AttackedRun run)
    {
        run.WriteNotes(run.Notes[..^1]);
        var forged = run.Lines[^1];
        AttackedRun.AppendSteps(run.Folder, run.Key, 1);
        var isLeftOut = !File.ReadAllLines(run.LogPath).Contains(forged, StringComparer.Ordinal);
        run.Restore();
        return isLeftOut;
    }

    private static (string Name, bool IsSeen) Try(AttackedRun run, string name, Action attack)
    {
        attack();
        var seen = run.IsSeen();
        run.Restore();
        return (name, seen);
    }

    // A log of one key, with the records of this one but for its own, or changed ones.
    private static void Rewrite(AttackedRun run, AuditKey key, Func<AuditRecord, AuditRecord> change)
    {
        var records = AuditVerifier.ReadLog(run.Folder).Records;
        var kept = records.Where(r => r.Entry.Step != "audit").Prepend(records[0] with
        {
            Entry = records[0].Entry with
            {
                Details = new Dictionary<string, string>(StringComparer.Ordinal) { ["event"] = "opened", ["key"] = key.PublicKey.Fingerprint },
            },
        }).ToList();
        var leaves = new List<byte[]>();
        using var log = new MemoryStream();
        using var notes = new MemoryStream();
        foreach (var record in kept)
        {
            var made = record with
            {
                Sequence = leaves.Count,
                Previous = leaves.Count == 0 ? "sha256:" + new string('0', 64) : "sha256:" + Convert.ToHexStringLower(leaves[^1]),
            };
            var line = RecordCodec.Encode(leaves.Count == kept.Count - 1 ? change(made) : made);
            leaves.Add(MerkleHash.Leaf(line));
            log.Write([.. line, (byte)'\n']);
            notes.Write(Checkpoint.Sign(Checkpoint.OriginOf(leaves[0]), leaves.Count, new MerkleTree(leaves).Root(), key).Encode());
        }

        File.WriteAllBytes(run.LogPath, log.ToArray());
        File.WriteAllBytes(run.CheckpointsPath, notes.ToArray());
        File.WriteAllText(Path.Combine(run.Folder, "audit", "key.pub"), key.PublicKey.ToPem());
    }

    private static void Keep(AttackedRun run, int size)
    {
        var lines = File.ReadAllLines(run.LogPath);
        var notes = File.ReadAllLines(run.CheckpointsPath).Chunk(Checkpoint.LineCount).ToList();
        run.WriteLog(lines.Take(size));
        run.WriteNotes(notes.Take(size));
    }

    private static void Splice(AttackedRun run)
    {
        var other = Other(run);
        var (lines, notes) = (File.ReadAllLines(Path.Combine(other, "audit", "log.jsonl")), File.ReadAllLines(Path.Combine(other, "audit", "checkpoints")));
        run.WriteLog([.. run.Lines[..^1], lines[^1]]);
        run.WriteNotes([.. run.Notes[..^1], notes.Chunk(Checkpoint.LineCount).Last()]);
    }

    private static void Replace(AttackedRun run)
    {
        var other = Other(run);
        Directory.Delete(Path.Combine(run.Folder, "audit"), recursive: true);
        Directory.Move(Path.Combine(other, "audit"), Path.Combine(run.Folder, "audit"));
    }

    private static string Other(AttackedRun run)
    {
        var other = run.Folder + "-other";
        if (Directory.Exists(other))
        {
            Directory.Delete(other, recursive: true);
        }

        AttackedRun.AppendSteps(other, run.Key, run.Lines.Length - 1);
        return other;
    }

    private static void SwapKeys(AttackedRun run)
    {
        var first = Path.Combine(run.Folder, "audit", "key.pub");
        var later = Directory.GetFiles(Path.Combine(run.Folder, "audit", "keys")).Single();
        var text = File.ReadAllText(first);
        File.WriteAllText(first, File.ReadAllText(later));
        File.WriteAllText(later, text);
    }

    private static void Link(AttackedRun run, string path)
    {
        var elsewhere = Path.Combine(run.Folder, "..", "elsewhere");
        File.Move(path, elsewhere, overwrite: true);
        File.CreateSymbolicLink(path, elsewhere);
    }

    private static void LinkFolder(AttackedRun run, string name)
    {
        var (path, elsewhere) = (Path.Combine(run.Folder, name), run.Folder + "-elsewhere");
        if (Directory.Exists(elsewhere))
        {
            Directory.Delete(elsewhere, recursive: true);
        }

        Directory.Move(path, elsewhere);
        Directory.CreateSymbolicLink(path, elsewhere);
    }

    private static void Append(AttackedRun run, string line) => File.AppendAllText(run.LogPath, line + "\n");
}
