using MedMim.Audit.Checkpoints;
using MedMim.Audit.Failures;
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
    private readonly AuditPublicKey first;
    private readonly Func<string, AuditPublicKey?> laterKey;
    private readonly List<SigningKey> keys = [];
    private readonly List<ReadOnlyMemory<byte>> lines = [];
    private readonly List<ReadOnlyMemory<byte>> notes = [];

    private Chain(byte[] log, byte[] checkpoints, AuditPublicKey first, Func<string, AuditPublicKey?> laterKey)
    {
        (this.log, this.checkpoints, this.first, this.laterKey) = (log, checkpoints, first, laterKey);
        CurrentKey = first;
    }

    /// <summary>The key that the next checkpoint must be signed with.</summary>
    public AuditPublicKey CurrentKey { get; private set; }

    /// <summary>The keys that signed a checkpoint, in their order, each with the first record that it signed.</summary>
    public IReadOnlyList<SigningKey> Keys => keys;

    /// <summary>The lines that were read, without their line feeds.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Lines => lines;

    /// <summary>Their checkpoints.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Notes => notes;

    public List<AuditRecord> Records { get; } = [];

    public List<byte[]> LeafHashes { get; } = [];

    public GrowingTree Tree { get; } = new();

    public BadRecord? FirstBad { get; private set; }

    /// <summary>The bytes of the log that are records with their checkpoint.</summary>
    public int GoodLogBytes { get; private set; }

    /// <summary>The bytes of the checkpoints that belong to them.</summary>
    public int GoodCheckpointBytes { get; private set; }

    /// <param name="log">The records.</param>
    /// <param name="checkpoints">Their checkpoints.</param>
    /// <param name="first">The key that the log must begin with.</param>
    /// <param name="laterKey">A key by its fingerprint; null where there is none that is whole.</param>
    public static Chain Read(
        byte[] log, byte[] checkpoints, AuditPublicKey first, Func<string, AuditPublicKey?> laterKey)
    {
        var chain = new Chain(log, checkpoints, first, laterKey);
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

        if (place == 0 && record.Entry.Details.GetValueOrDefault("key") != first.Fingerprint)
        {
            return "the log was begun with another key";
        }

        return EntryRules.ProblemOf(record) is { } unwritten ? $"it holds what no record may: {unwritten}"
            : KeyRotation.NewKeyOf(record.Entry) is { } next ? ProblemOfNewKey(next)
            : null;
    }

    /// <summary>What the next record carries as <see cref="AuditRecord.Previous"/>.</summary>
    public string PreviousDigest() =>
        AuditDigest.Format(LeafHashes.Count == 0 ? new byte[MerkleHash.Size] : LeafHashes[^1]);

    /// <summary>Takes in a record whose checkpoint <see cref="CurrentKey"/> signed.</summary>
    public void Accept(AuditRecord record, byte[] leafHash)
    {
        Records.Add(record);
        LeafHashes.Add(leafHash);
        Tree.Append(leafHash);
        if (keys.Count == 0 || keys[^1].Key != CurrentKey)
        {
            keys.Add(new SigningKey(CurrentKey, record.Sequence));
        }

        // From the checkpoint after a rotation on, the key that it names is the one that signs.
        if (KeyRotation.NewKeyOf(record.Entry) is { } next)
        {
            CurrentKey = laterKey(next)!;
        }
    }

    private string? ProblemOfNewKey(string fingerprint)
    {
        if (!AuditDigest.IsDigest(fingerprint) || laterKey(fingerprint)?.Fingerprint != fingerprint)
        {
            return "the key that it names as the next one is missing in audit/keys, or was changed";
        }

        return fingerprint == CurrentKey.Fingerprint || keys.Exists(k => k.Key.Fingerprint == fingerprint)
            ? "it names a key as the next one that signed before"
            : null;
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

        var noteLength = LengthOfLines(note.Span, Checkpoint.LineCount);
        AuditRecord record;
        try
        {
            record = RecordCodec.Decode(line[..end]);
        }
        catch (NewerRecordException e) when (ProblemOfCheckpoint(line.Span[..end], note.Span[..noteLength]) is null)
        {
            // It is signed, so nobody changed it: it says what this program cannot read.
            throw new AuditException(
                "audit/log.jsonl",
                $"record {Tree.Size} was written by a newer version of MedMim (format {e.Format})",
                "Use that version, or a later one.");
        }
        catch (FormatException e)
        {
            return Stop("it was changed: the line " + e.Message);
        }

        if (ProblemOf(record) is { } problem)
        {
            return Stop(problem);
        }

        if (noteLength == 0)
        {
            return Stop(note.IsEmpty
                ? "it has no signed checkpoint (cut off, or the writer was interrupted)"
                : "its checkpoint is cut off");
        }

        if (ProblemOfCheckpoint(line.Span[..end], note.Span[..noteLength]) is { } unsigned)
        {
            return Stop(unsigned);
        }

        Accept(record, MerkleHash.Leaf(line.Span[..end]));
        lines.Add(line[..end]);
        notes.Add(note[..noteLength]);
        GoodLogBytes += end + 1;
        GoodCheckpointBytes += noteLength;
        return true;
    }

    /// <summary>What is wrong with the checkpoint of a line in the next place; null if nothing.</summary>
    private string? ProblemOfCheckpoint(ReadOnlySpan<byte> line, ReadOnlySpan<byte> note)
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

        if (!checkpoint.IsSignedBy(CurrentKey))
        {
            return "its checkpoint was changed: the signature is not the key's";
        }

        var leaf = MerkleHash.Leaf(line);
        var grown = Tree.With(leaf);
        if (checkpoint.Size != grown.Size)
        {
            return $"its checkpoint is one for {checkpoint.Size} records";
        }

        if (!checkpoint.Root.AsSpan().SequenceEqual(grown.Root()))
        {
            return "it was changed: its hash is not the one that was signed";
        }

        return checkpoint.Origin == Checkpoint.OriginOf(LeafHashes.Count == 0 ? leaf : LeafHashes[0])
            ? null
            : "its checkpoint is of another log";
    }

    private bool Stop(string reason)
    {
        FirstBad = new BadRecord(Tree.Size, reason);
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
