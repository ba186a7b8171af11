using System.Text;
using MedMim.Audit.Checkpoints;
using MedMim.Audit.Failures;
using MedMim.Audit.Keys;
using MedMim.Audit.Merkle;
using MedMim.Audit.Storage;

namespace MedMim.Audit.Verification;

/// <summary>Verifies a run with nothing but its folder and a public key.</summary>
public static class AuditVerifier
{
    /// <summary>Checks every record, every signature and every recorded file.</summary>
    /// <param name="runFolder">The run's folder, the parent of <c>audit</c>.</param>
    /// <param name="publicKey">The key that the log must be signed with; if null, the one in the folder.</param>
    /// <param name="expected">A head seen earlier, which the log must still contain; without it a cut log passes.</param>
    /// <returns>The verdict; tampering is a verdict, not an exception.</returns>
    /// <exception cref="AuditException">There is no such folder, or it cannot be read.</exception>
    public static AuditVerdict Verify(string runFolder, AuditPublicKey? publicKey = null, TreeHead? expected = null)
    {
        if (!Directory.Exists(runFolder))
        {
            throw new AuditException(runFolder, "there is no such folder", "Name the folder of a run.");
        }

        try
        {
            return VerifyFolder(runFolder, publicKey, expected);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AuditException(runFolder, "the run cannot be read", "Check the permissions of its files.", e);
        }
    }

    private static AuditVerdict VerifyFolder(string runFolder, AuditPublicKey? publicKey, TreeHead? expected)
    {
        var folder = new LogFolder(runFolder);
        var pem = LogFolder.ReadIfThere(folder.PublicKey);
        var keyInFolder = Parse(pem);
        var key = publicKey ?? keyInFolder;
        if (key is null)
        {
            return Verdict(runFolder, null, new BadRecord(0, "audit/key.pub is missing or was changed"), publicKey);
        }

        var chain = Chain.Read(LogFolder.ReadIfThere(folder.Log), LogFolder.ReadIfThere(folder.Checkpoints), key);
        var bad = chain.FirstBad
            ?? (chain.Records.Count == 0 ? new BadRecord(0, "the log is missing or empty") : null)
            ?? ProblemOfKey(keyInFolder, key)
            ?? ProblemOfHead(chain, expected);
        return Verdict(runFolder, chain, bad, publicKey, key);
    }

    private static AuditVerdict Verdict(
        string runFolder, Chain? chain, BadRecord? bad, AuditPublicKey? given, AuditPublicKey? used = null)
    {
        var records = chain?.Records ?? [];
        var tree = new MerkleTree(chain?.LeafHashes ?? []);
        return new AuditVerdict
        {
            Entries = records.Count,
            Head = new TreeHead(records.Count, tree.RootAt(records.Count)),
            FirstBad = bad,
            Artifacts = ArtifactCheck.Run(runFolder, records),
            KeyFingerprint = used?.Fingerprint ?? "",
            IsKeyTrusted = given is not null,
        };
    }

    // Any byte of the file counts: what is not exactly what we would write was changed.
    private static AuditPublicKey? Parse(byte[] pem)
    {
        try
        {
            var key = AuditPublicKey.FromPem(Encoding.UTF8.GetString(pem));
            return Encoding.UTF8.GetBytes(key.ToPem()).AsSpan().SequenceEqual(pem) ? key : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static BadRecord? ProblemOfKey(AuditPublicKey? inFolder, AuditPublicKey used) =>
        inFolder?.Fingerprint == used.Fingerprint
            ? null
            : new BadRecord(0, "audit/key.pub is missing, was changed, or is another key than the log's");

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
