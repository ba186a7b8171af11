using MedMim.Audit.Failures;
using MedMim.Audit.Keys;
using MedMim.Audit.Log;
using MedMim.Audit.Records;
using MedMim.Audit.Verification;

namespace MedMim.Audit.Export;

/// <summary>What a verified run says of itself, for exports: its steps, its files with their digests, what it read.</summary>
internal sealed class RunProvenance
{
    private readonly Dictionary<string, string> pathByDigest;
    private readonly Dictionary<string, long> lastWriter = new(StringComparer.Ordinal);

    private RunProvenance(string runFolder, VerifiedLog log, AuditVerdict verdict)
    {
        (RunFolder, Log) = (runFolder, log);
        Files = verdict.Artifacts.Files;
        foreach (var record in log.Records)
        {
            foreach (var (path, digest) in record.Entry.Outputs)
            {
                lastWriter[path] = digest == AuditDigest.Deleted ? -1 : record.Sequence;
            }
        }

        pathByDigest = Steps.SelectMany(ResultsOf).DistinctBy(r => r.Digest, StringComparer.Ordinal)
            .ToDictionary(r => r.Digest, r => r.Path, StringComparer.Ordinal);
    }

    /// <summary>The run's folder.</summary>
    public string RunFolder { get; }

    /// <summary>The run's name: that of its folder.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(RunFolder)));

    /// <summary>The log.</summary>
    public VerifiedLog Log { get; }

    /// <summary>Every recorded file, those in recorded folders one by one: path and digest, in the order of the paths.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    /// <summary>The steps of the run, oldest first: the log's own records and those of patients' scans left out.</summary>
    public IEnumerable<AuditRecord> Steps => Log.Records.Where(
        r => r.Entry.Step != AuditLog.OwnStep && r.Entry.Event != AuditEventId.InstancesAccessed);

    /// <summary>The last step: who ran it, with what.</summary>
    public AuditRecord Last => Log.Records[^1];

    /// <summary>Verifies a run, and reads it.</summary>
    /// <exception cref="AuditException">The run does not hold: what cannot be verified is not attested.</exception>
    public static RunProvenance Of(string runFolder, AuditPublicKey? publicKey)
    {
        var verdict = AuditVerifier.Verify(runFolder, publicKey);
        return verdict.Ok
            ? new RunProvenance(runFolder, AuditVerifier.ReadLog(runFolder, publicKey), verdict)
            : throw new AuditException(runFolder, $"the run does not hold: {verdict.Summary}", "Look at it with medmim audit verify.");
    }

    /// <summary>What a step wrote and no later one wrote again: paths (a folder's ends with a slash) and digests.</summary>
    public IEnumerable<(string Path, string Digest)> ResultsOf(AuditRecord record) =>
        record.Entry.Outputs.Where(o => lastWriter[o.Key] == record.Sequence).Select(o => (o.Key, o.Value));

    /// <summary>The artifact of the run with a digest; null where what was read came from outside.</summary>
    public string? ArtifactOf(string digest) => pathByDigest.GetValueOrDefault(digest);

    /// <summary>
    /// What was read from outside the run: names and digests. What ingest read is named by the digest of all voxels and
    /// labels (the detail <c>data</c>).
    /// </summary>
    public IReadOnlyList<(string Name, string Digest)> Materials =>
    [
        .. Steps.SelectMany(r => r.Entry.Inputs.Select(i => (Name: i.Key, Digest: i.Value)))
            .Where(i => ArtifactOf(i.Digest) is null)
            .Concat(Steps.Where(r => AuditDigest.IsDigest(r.Entry.Details.GetValueOrDefault("data", "")))
                .Select(r => (Name: "scans", Digest: r.Entry.Details["data"])))
            .Distinct()
            .OrderBy(i => i.Name, StringComparer.Ordinal).ThenBy(i => i.Digest, StringComparer.Ordinal),
    ];
}
