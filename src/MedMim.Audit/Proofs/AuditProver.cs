using System.Globalization;
using MedMim.Audit.Failures;
using MedMim.Audit.Merkle;
using MedMim.Audit.Verification;

namespace MedMim.Audit.Proofs;

/// <summary>Makes proofs that are checked without the log (<see cref="ProofCheck"/>), as JSON.</summary>
public static class AuditProver
{
    /// <summary>The proof that a record is in a log.</summary>
    /// <param name="log">The log, all of which must hold.</param>
    /// <param name="sequence">The record's place, from 0.</param>
    /// <exception cref="AuditException">The log does not hold, or has no such record.</exception>
    public static string Inclusion(VerifiedLog log, long sequence)
    {
        var size = SizeOf(log);
        if (sequence < 0 || sequence >= size)
        {
            throw NoSuch("ENTRY", sequence, $"from 0 to {size - 1}");
        }

        return ProofCodec.Encode(To(log, log.Tree.InclusionProof((int)sequence)) with
        {
            Record = log.LineOf((int)sequence), Index = sequence,
        });
    }

    /// <summary>The proof that the first <paramref name="oldSize"/> records are still the beginning of the log.</summary>
    /// <inheritdoc cref="Inclusion"/>
    public static string Consistency(VerifiedLog log, long oldSize)
    {
        var size = SizeOf(log);
        if (oldSize < 1 || oldSize > size)
        {
            throw NoSuch("--since", oldSize, $"from 1 to {size}");
        }

        return ProofCodec.Encode(To(log, log.Tree.ConsistencyProof((int)oldSize)) with
        {
            OldCheckpoint = log.CheckpointAt((int)oldSize),
        });
    }

    private static int SizeOf(VerifiedLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        return log.FirstBad is null
            ? log.Records.Count
            : throw new AuditException("audit", $"the log does not hold: {log.FirstBad}", "Look at it with medmim audit verify.");
    }

    private static AuditProof To(VerifiedLog log, IReadOnlyList<byte[]> hashes) => new()
    {
        Checkpoint = log.CheckpointAt(log.Records.Count),
        Hashes = hashes,
        Key = log.Keys[0].Key.ToPem(),
        Rotations = [.. log.Keys.Skip(1).Select(k => Link(log, k))],
    };

    // The record before the first that a key signed is the one that names it.
    private static KeyLink Link(VerifiedLog log, SigningKey key)
    {
        var index = (int)key.FirstRecord - 1;
        var tree = new MerkleTree([.. log.Records.Take(index + 1).Select((_, i) => log.LeafOf(i))]);
        return new KeyLink(log.LineOf(index), tree.InclusionProof(index), log.CheckpointAt(index + 1), key.Key.ToPem());
    }

    private static AuditException NoSuch(string option, long value, string range) => new(
        option, string.Create(CultureInfo.InvariantCulture, $"the log has no {value}"), $"It goes {range}.");
}
