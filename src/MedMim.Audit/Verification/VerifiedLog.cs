using System.Text;
using MedMim.Audit.Checkpoints;
using MedMim.Audit.Merkle;
using MedMim.Audit.Records;

namespace MedMim.Audit.Verification;

/// <summary>A log as far as it holds: its records, their lines and checkpoints, and the keys that signed them.</summary>
public sealed class VerifiedLog
{
    private readonly Chain? chain;

    internal VerifiedLog(Chain? chain, BadRecord? firstBad)
    {
        this.chain = chain;
        FirstBad = firstBad;
        Tree = new MerkleTree(chain?.LeafHashes ?? []);
    }

    /// <summary>The records that hold, oldest first.</summary>
    public IReadOnlyList<AuditRecord> Records => chain?.Records ?? [];

    /// <summary>The first bad record; null if all hold.</summary>
    public BadRecord? FirstBad { get; }

    /// <summary>The keys that signed, in their order.</summary>
    public IReadOnlyList<SigningKey> Keys => chain?.Keys ?? [];

    /// <summary>The size and root of the records that hold.</summary>
    public TreeHead Head => new(Records.Count, Tree.Root());

    /// <summary>The log's name, from its first record; it is in every checkpoint.</summary>
    public string Origin => Checkpoint.OriginOf(LeafOf(0));

    /// <summary>The tree over them.</summary>
    internal MerkleTree Tree { get; }

    /// <summary>The leaf hash of a record.</summary>
    internal byte[] LeafOf(int sequence) => chain!.LeafHashes[sequence];

    /// <summary>A record's line, without its line feed: the bytes that are hashed.</summary>
    public string LineOf(int sequence) => Encoding.UTF8.GetString(chain!.Lines[sequence].Span);

    /// <summary>The signed checkpoint of the first <paramref name="size"/> records.</summary>
    public string CheckpointAt(int size) => Encoding.UTF8.GetString(chain!.Notes[size - 1].Span);
}
