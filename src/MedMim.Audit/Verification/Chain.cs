using MedMim.Audit.Checkpoints;
using MedMim.Audit.Keys;
using MedMim.Audit.Merkle;
using MedMim.Audit.Records;

namespace MedMim.Audit.Verification;

/// <summary>
/// A log read from its start up to the first place where something does not fit: each record must be canonical, carry
/// its place and the hash of the one before, and its own checkpoint must be signed over exactly the records so far.
/// Because each record has its checkpoint, the first that fails is the first that was touched.
/// </summary>
internal sealed class Chain
{
    private readonly byte[] log;
    private readonly byte[] checkpoints;
    private readonly AuditPublicKey key;

    private Chain(byte[] log, byte[] checkpoints, AuditPublicKey key)
    {
        this.log = log;
        this.checkpoints = checkpoints;
        this.key = key;
    }

    public List<AuditRecord> Records { get; } = [];

    public List<byte[]> LeafHashes { get; } = [];

    public GrowingTree Tree { get; } = new();

    public BadRecord? FirstBad { get; private set; }

    /// <summary>The bytes of the log that are records with their checkpoint.</summary>
    public int GoodLogBytes { get; private set; }

    /// <summary>The bytes of the checkpoints that belong to them.</summary>
    public int GoodCheckpointBytes { get; private set; }

    public static Chain Read(byte[] log, byte[] checkpoints, AuditPublicKey key)
    {
        var chain = new Chain(log, checkpoints, key);
        while (chain.FirstBad is null && chain.Next())
        {
        }

        return chain;
    }

    /// <summary>What a record in the next place must say; null if it says it.</summary>
    public string? ProblemOf(AuditRecord record)
    {
        var place = Tree.Size;
        if (record.Sequence != place)
        {
            return record.Sequence > place
                ? $"it is missing, or was moved: record {record.Sequence} stands in its place"
                : $"record {record.Sequence} stands here a second time";
        }

        if (record.Previous != PreviousDigest())
        {
            return "the hash of the record before does not match";
        }

        return place == 0 && record.Entry.Details.GetValueOrDefault("key") != key.Fingerprint
            ? "the log was begun with another key"
            : null;
    }

    /// <summary>What the next record carries as <see cref="AuditRecord.Previous"/>.</summary>
    public string PreviousDigest() =>
        AuditDigest.Format(LeafHashes.Count == 0 ? new byte[MerkleHash.Size] : LeafHashes[^1]);

    public void Accept(AuditRecord record, byte[] leafHash)
    {
        Records.Add(record);
        LeafHashes.Add(leafHash);
        Tree.Append(leafHash);
    }

    private bool Next()
    {
        var line = log.AsMemory(GoodLogBytes);
        var note = checkpoints.AsMemory(GoodCheckpointBytes);
        if (line.IsEmpty && note.IsEmpty)
        {
            return false;
        }

        var end = line.Span.IndexOf((byte)'\n');
        if (line.IsEmpty || end < 0)
        {
            return Stop(line.IsEmpty
                ? "it is missing: it has a signed checkpoint, but the log ends before it"
                : "it is cut off: the log ends within it");
        }

        AuditRecord record;
        try
        {
            record = RecordCodec.Decode(line[..end]);
        }
        catch (FormatException e)
        {
            return Stop("it was changed: the line " + e.Message);
        }

        if (ProblemOf(record) is { } problem)
        {
            return Stop(problem);
        }

        var noteLength = LengthOfLines(note.Span, Checkpoint.LineCount);
        if (noteLength == 0)
        {
            return Stop(note.IsEmpty
                ? "it has no signed checkpoint (cut off, or the writer was interrupted)"
                : "its checkpoint is cut off");
        }

        var leaf = MerkleHash.Leaf(line.Span[..end]);
        Accept(record, leaf);
        if (ProblemOfCheckpoint(note.Span[..noteLength]) is { } unsigned)
        {
            return Stop(unsigned, place: Tree.Size - 1);
        }

        GoodLogBytes += end + 1;
        GoodCheckpointBytes += noteLength;
        return true;
    }

    private string? ProblemOfCheckpoint(ReadOnlySpan<byte> note)
    {
        Checkpoint checkpoint;
        try
        {
            checkpoint = Checkpoint.Decode(note);
        }
        catch (FormatException e)
        {
            return "its checkpoint was changed: " + e.Message;
        }

        if (!checkpoint.IsSignedBy(key))
        {
            return "its checkpoint was changed: the signature is not the key's";
        }

        if (checkpoint.Size != Tree.Size)
        {
            return $"its checkpoint is one for {checkpoint.Size} records";
        }

        if (!checkpoint.Root.AsSpan().SequenceEqual(Tree.Root()))
        {
            return "it was changed: its hash is not the one that was signed";
        }

        return checkpoint.Origin == Checkpoint.OriginOf(LeafHashes[0]) ? null : "its checkpoint is of another log";
    }

    private bool Stop(string reason, long? place = null)
    {
        if (place is not null)
        {
            Records.RemoveAt(Records.Count - 1);
        }

        FirstBad = new BadRecord(place ?? Tree.Size, reason);
        return false;
    }

    private static int LengthOfLines(ReadOnlySpan<byte> bytes, int count)
    {
        var length = 0;
        for (var i = 0; i < count; i++)
        {
            var end = bytes[length..].IndexOf((byte)'\n');
            if (end < 0)
            {
                return 0;
            }

            length += end + 1;
        }

        return length;
    }
}
