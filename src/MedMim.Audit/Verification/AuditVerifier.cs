using MedMim.Audit.Checkpoints;
using MedMim.Audit.Failures;
using MedMim.Audit.Keys;
using MedMim.Audit.Merkle;
using MedMim.Audit.Storage;

namespace MedMim.Audit.Verification;

/// <summary>Verifies a run with nothing but its folder and a public key.</summary>
public static class AuditVerifier
{
    private const string BadFirstKey = "audit/key.pub is missing or was changed";

    /// <summary>Checks every record, every signature and every recorded file.</summary>
    /// <param name="runFolder">The run's folder, the parent of <c>audit</c>.</param>
    /// <param name="publicKey">
    /// A key that must have signed the log: the one it was begun with, or one that took over. If null, the one in the folder
    /// is used.
    /// </param>
    /// <param name="expected">A head seen earlier, which the log must still contain; without it a cut log passes.</param>
    /// <returns>The verdict; tampering is a verdict, not an exception.</returns>
    /// <exception cref="AuditException">There is no such folder, or it cannot be read.</exception>
    public static AuditVerdict Verify(string runFolder, AuditPublicKey? publicKey = null, TreeHead? expected = null)
    {
        return Guard(runFolder, () => VerifyFolder(runFolder, publicKey, expected));
    }

    /// <summary>Checks every record and every signature, but no file: reads a log as far as it holds.</summary>
    /// <inheritdoc cref="Verify"/>
    public static VerifiedLog ReadLog(string runFolder, AuditPublicKey? publicKey = null, TreeHead? expected = null) =>
        Guard(runFolder, () => Read(runFolder, publicKey, expected));

    private static T Guard<T>(string runFolder, Func<T> read)
    {
        if (!Directory.Exists(runFolder))
        {
            throw new AuditException(runFolder, "there is no such folder", "Name the folder of a run.");
        }

        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AuditException(runFolder, "the run cannot be read", "Check the permissions of its files.", e);
        }
    }

    private static AuditVerdict VerifyFolder(string runFolder, AuditPublicKey? publicKey, TreeHead? expected)
    {
        var log = Read(runFolder, publicKey, expected);
        return new AuditVerdict
        {
            Entries = log.Records.Count,
            Head = log.Head,
            FirstBad = log.FirstBad,
            Artifacts = ArtifactCheck.Run(runFolder, log.Records),
            KeyFingerprint = (publicKey ?? (log.Keys.Count > 0 ? log.Keys[0].Key : null))?.Fingerprint ?? "",
            IsKeyTrusted = publicKey is not null,
            Keys = log.Keys,
        };
    }

    private static VerifiedLog Read(string runFolder, AuditPublicKey? publicKey, TreeHead? expected)
    {
        var folder = new LogFolder(runFolder);
        folder.RefuseLinks();
        var (log, checkpoints) = (LogFolder.ReadIfThere(folder.Log), LogFolder.ReadIfThere(folder.Checkpoints));
        var ring = new KeyRing(folder);
        if ((ring.First ?? publicKey) is not { } first)
        {
            return new VerifiedLog(null, new BadRecord(0, BadFirstKey));
        }

        var chain = Chain.Read(log, checkpoints, first, ring.Later);
        if (ProblemOfKey(chain, publicKey) is { } foreign)
        {
            return new VerifiedLog(null, foreign);
        }

        return new VerifiedLog(
            chain,
            chain.FirstBad
                ?? (chain.Records.Count == 0 ? new BadRecord(0, "the log is missing or empty") : null)
                ?? (ring.First is null ? new BadRecord(0, BadFirstKey) : null)
                ?? ProblemOfHead(chain, expected));
    }

    // A key that is only named as the next one has signed nothing, and vouches for nothing: anyone can name it.
    private static BadRecord? ProblemOfKey(Chain chain, AuditPublicKey? given) =>
        given is null || chain.Records.Count == 0 || chain.Keys.Any(k => k.Key.Fingerprint == given.Fingerprint)
            ? null
            : new BadRecord(0, "no record of this log is signed with the key that was given");

    private static BadRecord? ProblemOfHead(Chain chain, TreeHead? expected)
    {
        if (expected is null)
        {
            return null;
        }

        if (expected.Size > chain.Records.Count)
        {
            return new BadRecord(
                chain.Records.Count, $"it is missing: the log had {expected.Size} records when its head was noted");
        }

        var root = new MerkleTree(chain.LeafHashes).RootAt((int)expected.Size);
        return root.AsSpan().SequenceEqual(expected.Root)
            ? null
            : new BadRecord(0, $"the first {expected.Size} records are not those whose head was noted");
    }
}
