using MedMim.Audit.Keys;
using MedMim.Audit.Log;
using MedMim.Audit.Records;

namespace MedMim.Audit.Tests;

/// <summary>A run's folder with a key beside it, both gone after the test.</summary>
internal sealed class SampleRun : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("medmim-audit-").FullName;

    public SampleRun()
    {
        Directory.CreateDirectory(Folder);
        Key = AuditKey.LoadOrCreate(Path.Combine(root, "audit.key"));
    }

    public AuditKey Key { get; }

    public string Folder => Path.Combine(root, "run");

    public string LogPath => Path.Combine(Folder, "audit", "log.jsonl");

    public string CheckpointsPath => Path.Combine(Folder, "audit", "checkpoints");

    public string KeyPath => Path.Combine(Folder, "audit", "key.pub");

    public static AuditContext Context { get; } = new() { User = "tester", Host = "host" };

    public AuditLog Open() => AuditLog.Open(Folder, Key, Context);

    /// <summary>Another key, beside the run's folder.</summary>
    public AuditKey MakeKey(string name) => AuditKey.LoadOrCreate(Path.Combine(root, name + ".key"));

    public static void WriteLines(string path, IEnumerable<string> lines) =>
        File.WriteAllText(path, string.Concat(lines.Select(l => l + "\n")));

    public string WriteArtifact(string path, string text)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return AuditDigest.OfFile(full);
    }

    /// <summary>The record of opening and <paramref name="steps"/> more, each with an artifact.</summary>
    public SampleRun WithSteps(int steps)
    {
        using var log = Open();
        for (var i = 0; i < steps; i++)
        {
            var path = $"out/{i}.txt";
            log.Append(new AuditEntry
            {
                Step = "step",
                Outputs = new Dictionary<string, string>(StringComparer.Ordinal) { [path] = WriteArtifact(path, $"content {i}") },
            });
        }

        return this;
    }

    public void Dispose()
    {
        Key.Dispose();
        Directory.Delete(root, recursive: true);
    }
}
