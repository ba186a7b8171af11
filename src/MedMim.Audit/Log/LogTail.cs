using MedMim.Audit.Failures;
using MedMim.Audit.Keys;
using MedMim.Audit.Records;
using MedMim.Audit.Storage;
using MedMim.Audit.Verification;

namespace MedMim.Audit.Log;

/// <summary>
/// What a writer finds: the records that hold, and what a crash may have left behind them. A record is written and
/// synced first, its checkpoint second, so a crash leaves at most one record that is torn or lacks its checkpoint.
/// Anything else is tampering, and nothing is appended to it.
/// </summary>
internal sealed class LogTail
{
    private LogTail(Chain chain, AuditRecord? unsigned, ReadOnlyMemory<byte> dropped, int logLength)
    {
        (Chain, Unsigned, Dropped, LogLength) = (chain, unsigned, dropped, logLength);
    }

    public Chain Chain { get; }

    /// <summary>A whole record whose checkpoint is missing.</summary>
    public AuditRecord? Unsigned { get; }

    /// <summary>The bytes of a torn record.</summary>
    public ReadOnlyMemory<byte> Dropped { get; }

    /// <summary>The length of the log to go on from.</summary>
    public int LogLength { get; }

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
            ? new LogTail(chain, null, default, chain.GoodLogBytes)
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
            return chain.ProblemOf(record) is null ? new LogTail(chain, record, default, log.Length) : null;
        }

        // A checkpoint is begun only once its record is whole on the disk.
        return note.IsEmpty ? new LogTail(chain, null, tail, chain.GoodLogBytes) : null;
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
