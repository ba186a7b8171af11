using System.Text;
using MedMim.Audit.Checkpoints;
using MedMim.Audit.Failures;
using MedMim.Audit.Keys;
using MedMim.Audit.Merkle;
using MedMim.Audit.Records;

namespace MedMim.Audit.Proofs;

/// <summary>Checks a proof with nothing but the proof and a public key.</summary>
public static class ProofCheck
{
    private const string BadCheckpoint = "a checkpoint is not signed with the log's key";

    /// <summary>Checks a proof.</summary>
    /// <param name="path">The file with the proof.</param>
    /// <param name="publicKey">A key of the log that is known from elsewhere; if null, the one in the proof.</param>
    /// <returns>The verdict; a proof that does not hold is a verdict, not an exception.</returns>
    /// <exception cref="AuditException">The file is not a proof, or one of another version.</exception>
    public static ProofVerdict Run(string path, AuditPublicKey? publicKey = null)
    {
        var proof = ProofCodec.Read(path);
        try
        {
            return Check(proof, publicKey);
        }
        catch (FormatException e)
        {
            return Bad($"a part of it {e.Message}", publicKey);
        }
    }

    private static ProofVerdict Check(AuditProof proof, AuditPublicKey? given)
    {
        var keys = Keys(proof);
        if (keys is null)
        {
            return Bad("a rotation of keys in it does not hold", given);
        }

        if (given is not null && !keys.Exists(k => k.Fingerprint == given.Fingerprint))
        {
            return Bad("the key that was given did not sign this log", given);
        }

        var checkpoint = Decode(proof.Checkpoint);
        if (!checkpoint.IsSignedBy(keys[^1]))
        {
            return Bad(BadCheckpoint, given);
        }

        var good = new ProofVerdict(null, (given ?? keys[0]).Fingerprint, given is not null) { Head = checkpoint.Head };
        return proof.Record is not null ? CheckInclusion(proof, checkpoint, good) : CheckConsistency(proof, checkpoint, keys, good);
    }

    private static ProofVerdict CheckInclusion(AuditProof proof, Checkpoint checkpoint, ProofVerdict good)
    {
        var line = Encoding.UTF8.GetBytes(proof.Record!);
        var isIn = MerkleProof.VerifyInclusion(proof.Index, checkpoint.Size, MerkleHash.Leaf(line), proof.Hashes, checkpoint.Root);
        if (!isIn)
        {
            return good with { Problem = "the record is not in the log, or not in that place" };
        }

        var record = RecordCodec.Decode(line);
        return record.Sequence == proof.Index ? good with { Record = record } : good with { Problem = "the record names another place" };
    }

    private static ProofVerdict CheckConsistency(
        AuditProof proof, Checkpoint checkpoint, List<AuditPublicKey> keys, ProofVerdict good)
    {
        var old = Decode(proof.OldCheckpoint!);
        if (!keys.Exists(old.IsSignedBy) || old.Origin != checkpoint.Origin)
        {
            return good with { Problem = BadCheckpoint };
        }

        return MerkleProof.VerifyConsistency(old.Size, checkpoint.Size, old.Root, checkpoint.Root, proof.Hashes)
            ? good with { OldHead = old.Head }
            : good with { Problem = "the log did not only grow between the two" };
    }

    // The first key, and each that the one before it named; null where one is not named.
    private static List<AuditPublicKey>? Keys(AuditProof proof)
    {
        List<AuditPublicKey> keys = [AuditPublicKey.FromPem(proof.Key)];
        foreach (var link in proof.Rotations)
        {
            var (checkpoint, next) = (Decode(link.Checkpoint), AuditPublicKey.FromPem(link.Key));
            var line = Encoding.UTF8.GetBytes(link.Record);
            if (!checkpoint.IsSignedBy(keys[^1])
                || checkpoint.Origin != Decode(proof.Checkpoint).Origin
                || !MerkleProof.VerifyInclusion(
                    checkpoint.Size - 1, checkpoint.Size, MerkleHash.Leaf(line), link.Hashes, checkpoint.Root)
                || KeyRotation.NewKeyOf(RecordCodec.Decode(line).Entry) != next.Fingerprint)
            {
                return null;
            }

            keys.Add(next);
        }

        return keys;
    }

    private static Checkpoint Decode(string note) => Checkpoint.Decode(Encoding.UTF8.GetBytes(note));

    private static ProofVerdict Bad(string problem, AuditPublicKey? given) => new(problem, given?.Fingerprint ?? "", given is not null);
}
