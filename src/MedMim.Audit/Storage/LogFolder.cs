using MedMim.Audit.Failures;
using MedMim.Audit.Records;

namespace MedMim.Audit.Storage;

/// <summary>Where the parts of a log lie: the folder <c>audit</c> of a run.</summary>
internal sealed class LogFolder(string runFolder)
{
    private const long MaxBytes = 512L << 20;

    public string Folder { get; } = Path.Combine(runFolder, "audit");

    /// <summary>The records, one a line.</summary>
    public string Log => Path.Combine(Folder, "log.jsonl");

    /// <summary>A signed tree head for each record.</summary>
    public string Checkpoints => Path.Combine(Folder, "checkpoints");

    /// <summary>The public key that the log was begun with, PEM.</summary>
    public string PublicKey => Path.Combine(Folder, "key.pub");

    /// <summary>The folder of the public keys that took over from it.</summary>
    public string LaterKeys => Path.Combine(Folder, "keys");

    /// <summary>Empty; the writer holds its lock.</summary>
    public string Lock => Path.Combine(Folder, "lock");

    /// <summary>The public key that took over, PEM.</summary>
    /// <param name="fingerprint">Its fingerprint; a digest, so that it cannot name another place.</param>
    public string LaterKey(string fingerprint) => Path.Combine(LaterKeys, Path.GetFileName(NameOfLaterKey(fingerprint)));

    /// <summary>The path of a later key relative to the run's folder.</summary>
    public static string NameOfLaterKey(string fingerprint) => AuditDigest.IsDigest(fingerprint)
        ? $"audit/keys/{fingerprint["sha256:".Length..]}.pub"
        : throw new ArgumentException("not a fingerprint", nameof(fingerprint));

    /// <summary>Refuses folders that lead elsewhere.</summary>
    /// <exception cref="AuditException">The log's folder, or that of its keys, is a link.</exception>
    public void RefuseLinks()
    {
        foreach (var folder in new[] { Folder, LaterKeys })
        {
            if (new DirectoryInfo(folder).LinkTarget is not null)
            {
                throw new AuditException(folder, "is a link", "Put the folder itself there: a log does not leave its run's folder.");
            }
        }
    }

    /// <summary>
    /// The bytes of a file; none if it is not there, and none of a pipe or device, which have no length and no end.
    /// </summary>
    /// <exception cref="AuditException">It is larger than any log is.</exception>
    public static byte[] ReadIfThere(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length == 0)
        {
            return [];
        }

        if (file.LinkTarget is not null)
        {
            throw new AuditException(path, "is a link", "Put the file itself there: a log does not leave its run's folder.");
        }

        return file.Length <= MaxBytes
            ? File.ReadAllBytes(path)
            : throw new AuditException(path, $"is larger than {MaxBytes >> 20} MiB", "This is not a log that MedMim wrote.");
    }
}
