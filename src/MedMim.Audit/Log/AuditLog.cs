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
    /// <summary>The step that the log's own records carry, and no other's may.</summary>
    internal const string OwnStep = "audit";

    private readonly Lock gate = new();
    private readonly LogFolder folder;
    private readonly AuditContext context;
    private readonly TimeProvider clock;
    private readonly WriterLock writerLock;
    private readonly AppendFile log;
    private readonly AppendFile checkpoints;
    private readonly Chain chain;
    private AuditKey key;
    private bool isBroken;

    private AuditLog(
        AuditKey key, AuditContext context, TimeProvider clock, WriterLock writerLock, LogFolder folder, LogTail tail)
    {
        (this.key, this.context, this.clock, this.writerLock, this.folder) = (key, context, clock, writerLock, folder);
        chain = tail.Chain;
        log = new AppendFile(folder.Log, chain.GoodLogBytes);
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
    /// a record that a crash cut off, or left without its checkpoint, is dropped, and the drop recorded.
    /// </summary>
    /// <param name="runFolder">The run's folder; <c>audit</c> is made in it.</param>
    /// <param name="key">The key that signs: the one the log was begun with, or the last one that took over.</param>
    /// <param name="context">Who writes, on what; <see cref="AuditContext.Current"/> if null.</param>
    /// <param name="clock">The clock; the system's if null.</param>
    /// <exception cref="AuditException">
    /// Another process writes it, another key signs it, it was tampered with, or the folder cannot be written.
    /// </exception>
    public static AuditLog Open(
        string runFolder, AuditKey key, AuditContext? context = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Open(runFolder, [key], context, clock);
    }

    /// <summary>Opens a log with whichever of the keys signs it.</summary>
    internal static AuditLog Open(
        string runFolder, IReadOnlyList<AuditKey> keys, AuditContext? context, TimeProvider? clock)
    {
        context ??= AuditContext.Current();
        EntryRules.Check(context);
        var place = new LogFolder(runFolder);
        try
        {
            Directory.CreateDirectory(place.Folder);
            var taken = WriterLock.Take(place.Lock);
            try
            {
                var tail = LogTail.Read(place, keys[0]);
                var signing = KeyOf(tail.Chain, keys, place);
                var opened = new AuditLog(signing, context, clock ?? TimeProvider.System, taken, place, tail);
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
            throw CannotWrite(place.Folder, e);
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
        return entry.Step == OwnStep
            ? throw new AuditException("audit entry, step", "is the log's own", "Name the step otherwise.")
            : AppendAny(entry, writer ?? context);
    }

    /// <summary>Hands the log over to another key; false where that key signs already.</summary>
    internal bool RotateTo(AuditKey next)
    {
        lock (gate)
        {
            var (old, fresh) = (key.PublicKey.Fingerprint, next.PublicKey.Fingerprint);
            if (old == fresh)
            {
                return false;
            }

            if (chain.Keys.Any(k => k.Key.Fingerprint == fresh))
            {
                throw new AuditException(
                    folder.Folder, "the key signed this log before", "Name a key that is new: medmim audit rotate-key makes one.");
            }

            Directory.CreateDirectory(folder.LaterKeys);
            DurableFile.SyncFolder(folder.Folder);
            DurableFile.CreateNew(folder.LaterKey(fresh), next.PublicKey.ToPem(), AuditPublicKey.FileMode);
            AppendAny(Event(AuditAction.Update, KeyRotation.Event, ("key", old), (KeyRotation.NextKey, fresh)), context);
            key = next;
            AppendAny(Event(AuditAction.Execute, "key-taken-up", ("key", fresh), ("previous_key", old)), context);
            return true;
        }
    }

    private AuditRecord AppendAny(AuditEntry entry, AuditContext writer)
    {
        lock (gate)
        {
            var record = new AuditRecord
            {
                Sequence = chain.Tree.Size,
                Time = clock.GetUtcNow(),
                MonotonicNs = (long)(clock.GetTimestamp() * (1e9 / clock.TimestampFrequency)),
                Previous = chain.PreviousDigest(),
                Entry = entry,
                Context = writer,
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

    private static AuditKey KeyOf(Chain chain, IReadOnlyList<AuditKey> keys, LogFolder folder) =>
        keys.FirstOrDefault(k => k.PublicKey.Fingerprint == chain.CurrentKey.Fingerprint) ?? throw new AuditException(
            folder.Folder,
            $"another key signs this log ({chain.CurrentKey.Fingerprint})",
            "Name that key in MEDMIM_AUDIT_KEY, hand the log over with medmim audit rotate-key --from OLD, or use another run folder.");

    private void Begin(LogTail tail)
    {
        Record("opened", AuditAction.Execute, ("key", key.PublicKey.Fingerprint));
        if (tail.Dropped.Length > 0)
        {
            Record(
                tail.IsWhole ? "unsigned-record-dropped" : "torn-record-dropped",
                AuditAction.Delete,
                ("bytes", $"{tail.Dropped.Length}"),
                ("digest", AuditDigest.OfBytes(tail.Dropped.Span)));
        }
    }

    private void Record(string name, AuditAction action, params (string Key, string Value)[] facts) =>
        AppendAny(Event(action, name, facts), context);

    private static AuditEntry Event(AuditAction action, string name, params (string Key, string Value)[] facts)
    {
        var isOpening = action == AuditAction.Execute;
        return new()
        {
            Step = OwnStep,
            Event = isOpening ? AuditEventId.ApplicationActivity : AuditEventId.SecurityAlert,
            EventType = isOpening ? AuditEventId.ApplicationStart
                : name == KeyRotation.Event ? AuditEventId.SecurityConfiguration
                : AuditEventId.RecordingStopped,
            IsRequested = isOpening || name == KeyRotation.Event,
            Action = action,
            Details = facts.Append(("event", name)).ToDictionary(StringComparer.Ordinal),
        };
    }

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
