using System.Globalization;
using MedMim.Audit.Checkpoints;
using MedMim.Audit.Keys;
using MedMim.Audit.Log;
using MedMim.Audit.Records;
using MedMim.Audit.Verification;

namespace MedMim.Bench.Auditing;

/// <summary>A small run with a log of two keys, to attack and to put right again.</summary>
internal sealed class AttackedRun : IDisposable
{
    private const int StepsEach = 2;
    private readonly Dictionary<string, byte[]> files;
    private readonly AuditKey first;

    private AttackedRun(string folder, AuditKey first, AuditKey key)
    {
        (Folder, this.first, Key) = (folder, first, key);
        files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(f => f, File.ReadAllBytes, StringComparer.Ordinal);
        Head = AuditVerifier.Verify(folder).Head;
    }

    public string Folder { get; }

    /// <summary>The key that signs now; the one that its owner hands to who verifies.</summary>
    public AuditKey Key { get; }

    /// <summary>The head, as its owner noted it.</summary>
    public TreeHead Head { get; }

    public string LogPath => Path.Combine(Folder, "audit", "log.jsonl");

    public string CheckpointsPath => Path.Combine(Folder, "audit", "checkpoints");

    /// <summary>What a signature or a digest covers, relative to the run's folder.</summary>
    public IEnumerable<string> SignedFiles => files.Keys.Select(f => Path.GetRelativePath(Folder, f)).Where(f => f != "audit/lock").Order(StringComparer.Ordinal);

    public string[] Lines => Text(LogPath).TrimEnd('\n').Split('\n');

    /// <summary>The checkpoints, each of <see cref="Checkpoint.LineCount"/> lines.</summary>
    public string[][] Notes => [.. Text(CheckpointsPath).TrimEnd('\n').Split('\n').Chunk(Checkpoint.LineCount)];

    public static AttackedRun Make(string work)
    {
        var folder = Path.Combine(work, "run");
        var (first, key) = (AuditKey.LoadOrCreate(Path.Combine(work, "first.key")), AuditKey.LoadOrCreate(Path.Combine(work, "second.key")));
        AppendSteps(folder, first, StepsEach);
        KeyRotation.Rotate(folder, first, key);
        AppendSteps(folder, key, StepsEach);
        return new AttackedRun(folder, first, key);
    }

    public static void AppendSteps(string folder, AuditKey key, int count)
    {
        using var log = AuditLog.Open(folder, key);
        for (var i = 0; i < count; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"out/{log.Head.Size}.txt");
            Directory.CreateDirectory(Path.Combine(folder, "out"));
            File.WriteAllText(Path.Combine(folder, path), $"the artifact of {path}\n");
            log.Append(new AuditEntry
            {
                Step = "step",
                Outputs = new Dictionary<string, string>(StringComparer.Ordinal) { [path] = AuditDigest.OfFile(Path.Combine(folder, path)) },
            });
        }
    }

    /// <summary>The bytes of a file as they were.</summary>
    public byte[] Bytes(string path) => files[Path.GetFullPath(path, Folder)];

    public string Text(string path) => System.Text.Encoding.UTF8.GetString(Bytes(path));

    /// <summary>Whether the verifier sees that the run is not as it was, with its key and with its head where that is asked.</summary>
    public bool IsSeen(bool withHead = false)
    {
        try
        {
            return !AuditVerifier.Verify(Folder, Key.PublicKey, withHead ? Head : null).Ok;
        }
        catch (MedMim.Audit.Failures.AuditException)
        {
            return true;
        }
    }

    public void WriteLog(IEnumerable<string> lines) => File.WriteAllText(LogPath, string.Concat(lines.Select(l => l + "\n")));

    public void WriteNotes(IEnumerable<string[]> notes) => File.WriteAllText(CheckpointsPath, string.Concat(notes.SelectMany(n => n).Select(l => l + "\n")));

    /// <summary>Puts everything back as it was.</summary>
    public void Restore()
    {
        Directory.Delete(Folder, recursive: true);
        foreach (var (path, bytes) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }
    }

    public void Dispose()
    {
        first.Dispose();
        Key.Dispose();
    }
}
