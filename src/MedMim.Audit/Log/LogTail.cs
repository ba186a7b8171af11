using System.Text;
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

    public static LogTail Read(LogFolder folder, AuditKey key)
    {
        var pem = key.PublicKey.ToPem();
        DurableFile.CreateNew(
            folder.PublicKey, pem, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        if (Encoding.UTF8.GetString(LogFolder.ReadIfThere(folder.PublicKey)) != pem)
        {
            throw new AuditException(
                folder.PublicKey,
                "the log was begun with another key",
                "Name that key in MEDMIM_AUDIT_KEY, or use another run folder.");
        }

        var log = LogFolder.ReadIfThere(folder.Log);
        var checkpoints = LogFolder.ReadIfThere(folder.Checkpoints);
        var chain = Chain.Read(log, checkpoints, key.PublicKey);
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
