using MedMim.Audit.Checkpoints;
using MedMim.Audit.Failures;
using MedMim.Audit.Keys;
using MedMim.Audit.Merkle;
using MedMim.Audit.Records;
using MedMim.Audit.Storage;
using MedMim.Audit.Verification;

namespace MedMim.Audit.Log;

/// <summary>
/// The append-only log of a run, in its folder <c>audit</c>. A record is on the disk, hashed into the tree and signed
/// when <see cref="Append"/> returns. One writer at a time; its methods may be called from any thread.
/// </summary>
public sealed class AuditLog : IDisposable
{
    private readonly Lock gate = new();
    private readonly AuditKey key;
    private readonly AuditContext context;
    private readonly TimeProvider clock;
    private readonly WriterLock writerLock;
    private readonly AppendFile log;
    private readonly AppendFile checkpoints;
    private readonly Chain chain;
    private bool isBroken;

    private AuditLog(
        AuditKey key, AuditContext context, TimeProvider clock, WriterLock writerLock, LogFolder folder, LogTail tail)
    {
        (this.key, this.context, this.clock, this.writerLock) = (key, context, clock, writerLock);
        chain = tail.Chain;
        log = new AppendFile(folder.Log, tail.LogLength);
        checkpoints = new AppendFile(folder.Checkpoints, chain.GoodCheckpointBytes);
        DurableFile.SyncFolder(folder.Folder);
    }

    /// <summary>The size and root of the log now.</summary>
    public TreeHead Head
    {
        get
        {
            lock (gate)
            {
                return new TreeHead(chain.Tree.Size, chain.Tree.Root());
            }
        }
    }

    /// <summary>The records so far, oldest first.</summary>
    public IReadOnlyList<AuditRecord> Records
    {
        get
        {
            lock (gate)
            {
                return [.. chain.Records];
            }
        }
    }

    /// <summary>
    /// Opens the log of a run, or begins it, and records that it was opened. What there is of a log is verified first;
    /// a record cut off by a crash is dropped, one whose checkpoint was not yet written gets it, and either is recorded.
    /// </summary>
    /// <param name="runFolder">The run's folder; <c>audit</c> is made in it.</param>
    /// <param name="key">The key that signs; it must be the one the log was begun with.</param>
    /// <param name="context">Who writes, on what; <see cref="AuditContext.Current"/> if null.</param>
    /// <param name="clock">The clock; the system's if null.</param>
    /// <exception cref="AuditException">
    /// Another process writes it, it was begun with another key, it was tampered with, or the folder cannot be written.
    /// </exception>
    public static AuditLog Open(
        string runFolder, AuditKey key, AuditContext? context = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        context ??= AuditContext.Current();
        EntryRules.Check(context);
        var folder = new LogFolder(runFolder);
        try
        {
            Directory.CreateDirectory(folder.Folder);
            var taken = WriterLock.Take(folder.Lock);
            try
            {
                var tail = LogTail.Read(folder, key);
                var opened = new AuditLog(key, context, clock ?? TimeProvider.System, taken, folder, tail);
                opened.Begin(tail);
                return opened;
            }
            catch
            {
                taken.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(folder.Folder, e);
        }
    }

    /// <summary>Appends a record; it is durable and signed when this returns.</summary>
    /// <param name="entry">What was done.</param>
    /// <param name="writer">Who writes, on what, where more is known of it by now than when the log was opened.</param>
    /// <exception cref="AuditException">The entry holds what may not stand in a record, or the disk is full.</exception>
    public AuditRecord Append(AuditEntry entry, AuditContext? writer = null)
    {
        ArgumentNullException.ThrowIfNull(entry);
        EntryRules.Check(entry);
        EntryRules.Check(writer ?? context);
        lock (gate)
        {
            var record = new AuditRecord
            {
                Sequence = chain.Tree.Size,
                Time = clock.GetUtcNow(),
                MonotonicNs = (long)(clock.GetTimestamp() * (1e9 / clock.TimestampFrequency)),
                Previous = chain.PreviousDigest(),
                Entry = entry,
                Context = writer ?? context,
            };
            Write(record);
            return record;
        }
    }

    /// <summary>Lets another writer in.</summary>
    public void Dispose()
    {
        log.Dispose();
        checkpoints.Dispose();
        writerLock.Dispose();
    }

    private void Begin(LogTail tail)
    {
        if (tail.Unsigned is { } unsigned)
        {
            Seal(unsigned, MerkleHash.Leaf(RecordCodec.Encode(unsigned)));
        }

        Append(Event(AuditAction.Execute, "opened", ("key", key.PublicKey.Fingerprint)));
        if (tail.Unsigned is not null)
        {
            Append(Event(AuditAction.Update, "checkpoint-restored", ("record", $"{tail.Unsigned.Sequence}")));
        }

        if (tail.Dropped.Length > 0)
        {
            Append(Event(
                AuditAction.Delete,
                "torn-record-dropped",
                ("bytes", $"{tail.Dropped.Length}"),
                ("digest", AuditDigest.OfBytes(tail.Dropped.Span))));
        }
    }

    private static AuditEntry Event(AuditAction action, string name, params (string Key, string Value)[] facts) => new()
    {
        Step = "audit",
        Action = action,
        Details = facts.Append(("event", name)).ToDictionary(StringComparer.Ordinal),
    };

    private void Write(AuditRecord record)
    {
        if (isBroken)
        {
            throw new AuditException("audit", "an earlier write failed", "Open the log again.");
        }

        var line = RecordCodec.Encode(record);
        var (logLength, checkpointsLength) = (log.Length, checkpoints.Length);
        try
        {
            log.Append([.. line, (byte)'\n']);
            Seal(record, MerkleHash.Leaf(line));
        }
        catch (IOException e)
        {
            Undo(logLength, checkpointsLength);
            throw CannotWrite("audit", e);
        }
    }

    // The chain grows in memory only once the checkpoint is on the disk.
    private void Seal(AuditRecord record, byte[] leafHash)
    {
        var origin = Checkpoint.OriginOf(chain.LeafHashes.Count == 0 ? leafHash : chain.LeafHashes[0]);
        var grown = chain.Tree.With(leafHash);
        checkpoints.Append(Checkpoint.Sign(origin, grown.Size, grown.Root(), key).Encode());
        chain.Accept(record, leafHash);
    }

    private void Undo(long logLength, long checkpointsLength)
    {
        try
        {
            log.CutTo(logLength);
            checkpoints.CutTo(checkpointsLength);
        }
        catch (IOException)
        {
            isBroken = true;
        }
    }

    private static AuditException CannotWrite(string subject, Exception e) => new(
        subject, "the audit log cannot be written", "Free space on the disk and make the run's folder writable.", e);
}
