using MedMim.Audit.Keys;
using MedMim.Audit.Records;
using MedMim.Audit.Storage;

namespace MedMim.Audit.Verification;

/// <summary>Computes the digests of a run's files again and compares them with the latest recorded ones.</summary>
internal static class ArtifactCheck
{
    public static ArtifactFindings Run(string runFolder, IReadOnlyList<AuditRecord> records)
    {
        var recorded = Latest(records);
        var changed = new List<ArtifactFinding>();
        var missing = new List<ArtifactFinding>();
        var unchanged = 0;
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, (digest, sequence)) in recorded)
        {
            var full = Path.Combine(runFolder, path);
            var isFolder = path.EndsWith('/');
            if (IsLinked(runFolder, path) || (isFolder && HasLinks(full)) || (isFolder ? File.Exists(full.TrimEnd('/')) : Directory.Exists(full)))
            {
                changed.Add(new ArtifactFinding(path, sequence));
            }
            else if (isFolder ? !Directory.Exists(full) : !File.Exists(full))
            {
                missing.Add(new ArtifactFinding(path, sequence));
            }
            else
            {
                var found = isFolder ? AuditDigest.FilesOf(full) : [("", AuditDigest.OfFile(full))];
                if ((isFolder ? AuditDigest.OfFiles(found) : found[0].Digest) != digest)
                {
                    changed.Add(new ArtifactFinding(path, sequence));
                    continue;
                }

                unchanged++;
                foreach (var (relative, content) in found)
                {
                    files[path + relative] = content;
                }
            }
        }

        return new ArtifactFindings
        {
            Unchanged = unchanged,
            Files = files,
            Changed = changed,
            Missing = missing,
            Unaccounted = Unaccounted(runFolder, recorded.Keys, OwnFiles(records)),
        };
    }

    private static SortedDictionary<string, (string Digest, long Sequence)> Latest(IEnumerable<AuditRecord> records)
    {
        var latest = new SortedDictionary<string, (string, long)>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            foreach (var (path, digest) in record.Entry.Outputs.Where(o => EntryRules.IsRelativePath(o.Key)))
            {
                if (digest == AuditDigest.Deleted)
                {
                    latest.Remove(path);
                }
                else
                {
                    latest[path] = (digest, record.Sequence);
                }
            }
        }

        return latest;
    }

    // What belongs to the log itself. A key file counts where a record names the key.
    private static HashSet<string> OwnFiles(IEnumerable<AuditRecord> records) =>
    [
        "audit/log.jsonl", "audit/checkpoints", "audit/key.pub", "audit/lock",
        .. records.Select(r => KeyRotation.NewKeyOf(r.Entry)).OfType<string>().Where(AuditDigest.IsDigest).Select(LogFolder.NameOfLaterKey),
    ];

    private static List<ArtifactFinding> Unaccounted(string runFolder, ICollection<string> recorded, HashSet<string> ours)
    {
        var files = new HashSet<string>(recorded, StringComparer.Ordinal);
        var folders = recorded.Where(p => p.EndsWith('/')).ToList();
        return [.. Files(new DirectoryInfo(runFolder), "")
            .Where(p => !files.Contains(p) && !ours.Contains(p))
            .Where(p => !folders.Exists(f => p.StartsWith(f, StringComparison.Ordinal) && !IsTemporary(p)))
            .Order(StringComparer.Ordinal)
            .Select(p => new ArtifactFinding(p, null))];
    }

    // Links are named, never followed: they may lead out of the run's folder, or in circles.
    private static IEnumerable<string> Files(DirectoryInfo folder, string prefix)
    {
        foreach (var item in folder.EnumerateFileSystemInfos())
        {
            if (item is DirectoryInfo { LinkTarget: null } below)
            {
                foreach (var path in Files(below, prefix + item.Name + "/"))
                {
                    yield return path;
                }
            }
            else
            {
                yield return prefix + item.Name;
            }
        }
    }

    // A folder's digest leaves out temporary files, so it does not account for them.
    private static bool IsTemporary(string path) =>
        Path.GetFileName(path).StartsWith(".partial-", StringComparison.Ordinal);

    // A digest is of content, wherever a link leads; what leads out of the run is no part of it.
    private static bool HasLinks(string folder) =>
        Directory.Exists(folder) && Files(new DirectoryInfo(folder), "").Any(p => new FileInfo(Path.Combine(folder, p)).LinkTarget is not null);

    private static bool IsLinked(string runFolder, string path)
    {
        var full = runFolder;
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            full = Path.Combine(full, part);
            if (new FileInfo(full).LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }
}
