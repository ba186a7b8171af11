using MedMim.Audit.Failures;

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

    /// <summary>The public key, PEM.</summary>
    public string PublicKey => Path.Combine(Folder, "key.pub");

    /// <summary>Empty; the writer holds its lock.</summary>
    public string Lock => Path.Combine(Folder, "lock");

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
