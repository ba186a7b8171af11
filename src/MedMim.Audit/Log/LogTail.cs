using MedMim.Audit.Failures;
using MedMim.Audit.Keys;
using MedMim.Audit.Records;
using MedMim.Audit.Storage;
using MedMim.Audit.Verification;

namespace MedMim.Audit.Log;

/// <summary>
/// What a writer finds: the records that hold, and what a crash may have left behind them. A record is written and
/// synced first, its checkpoint second, so a crash leaves at most one record that is torn or lacks its checkpoint. That one
/// is dropped: nobody was told that it was safe, and what is not signed may be anybody's. Anything else is tampering, and
/// nothing is appended to it.
/// </summary>
internal sealed class LogTail
{
    private LogTail(Chain chain, ReadOnlyMemory<byte> dropped)
    {
        (Chain, Dropped) = (chain, dropped);
    }

    public Chain Chain { get; }

    /// <summary>The bytes of a record that is torn, or whole but not signed.</summary>
    public ReadOnlyMemory<byte> Dropped { get; }

    /// <summary>Whether those bytes are a whole line.</summary>
    public bool IsWhole => Dropped.Length > 0 && Dropped.Span[^1] == (byte)'\n';

    /// <summary>Reads what there is; begins a log where there is none.</summary>
    /// <param name="folder">The log's folder.</param>
    /// <param name="key">The key that a new log is begun with.</param>
    public static LogTail Read(LogFolder folder, AuditKey key)
    {
        folder.RefuseLinks();
        var log = LogFolder.ReadIfThere(folder.Log);
        var checkpoints = LogFolder.ReadIfThere(folder.Checkpoints);
        if (log.Length == 0 && checkpoints.Length == 0)
        {
            DurableFile.CreateNew(folder.PublicKey, key.PublicKey.ToPem(), AuditPublicKey.FileMode);
        }

        var ring = new KeyRing(folder);
        var first = ring.First ?? throw new AuditException(
            folder.PublicKey, "is missing or was changed", "Keep the folder as evidence, and use another run folder.");
        var chain = Chain.Read(log, checkpoints, first, ring.Later);
        return chain.FirstBad is null
            ? new LogTail(chain, default)
            : Recover(chain, log, checkpoints) ?? throw new AuditException(
                folder.Log,
                $"{chain.FirstBad}; this is no trace of a crash",
                "Keep the folder as evidence, and use another run folder.");
    }

    private static LogTail? Recover(Chain chain, byte[] log, byte[] checkpoints)
    {
        var tail = log.AsMemory(chain.GoodLogBytes);
        var note = checkpoints.AsSpan(chain.GoodCheckpointBytes);
        var end = tail.Span.IndexOf((byte)'\n');
        if (tail.IsEmpty || (end >= 0 && end != tail.Length - 1) || note.Count((byte)'\n') >= Checkpoints.Checkpoint.LineCount)
        {
            return null;
        }

        if (end >= 0 && Decode(tail[..end]) is { } record)
        {
            return chain.ProblemOf(record) is null ? new LogTail(chain, tail) : null;
        }

        // A checkpoint is begun only once its record is whole on the disk.
        return note.IsEmpty ? new LogTail(chain, tail) : null;
    }

    private static AuditRecord? Decode(ReadOnlyMemory<byte> line)
    {
        try
        {
            return RecordCodec.Decode(line);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
